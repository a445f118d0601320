// The member accounts, Regions and teams of the generated organisation.
//
// Example:
//
//   constexpr std::string_view kFirstMember = kMembers[0].id;  // "000123456789"
#pragma once

#include <array>
#include <string_view>

namespace awscost::sandbox {

struct Member {
  std::string_view id;  // leading zeros count
  std::string_view name;
  std::string_view environment;    // most frequent value of the tag `env`
  std::string_view business_unit;  // cost category Unit; empty: none
};

inline constexpr std::string_view kPayer = "210987654321";
inline constexpr std::array<Member, 7> kMembers = {{
    {"000123456789", "shop-prod", "prod", "Commerce"},
    {"012345678901", "shop-staging", "staging", "Commerce"},
    {"111122223333", "données & analytics", "prod", "Data"},
    {"222233334444", "platform", "prod", "Shared"},
    {"333344445555", "security", "prod", "Shared"},
    {"444455556666", "experiments", "dev", ""},
    {kPayer, "Example Corp (management)", "prod", "Shared"},
}};
inline constexpr Member kManagement = kMembers.back();

struct Region {
  std::string_view code;    // "eu-west-3"
  std::string_view prefix;  // of usage types: "EUW3-"; empty for us-east-1
};

inline constexpr std::array<Region, 5> kRegions = {{
    {"us-east-1", ""},
    {"eu-west-3", "EUW3-"},
    {"us-west-2", "USW2-"},
    {"eu-central-1", "EUC1-"},
    {"ap-southeast-2", "APS2-"},
}};
inline constexpr Region kGlobal = {"global", ""};

// Values of the tag `team`. The last one needs escaping in JSON, SQL and URLs.
inline constexpr std::array<std::string_view, 7> kTeams = {
    "payments", "search", "checkout", "data-platform", "sre", "growth", "R&D \"Zürich\" $1 o'clock",
};

}  // namespace awscost::sandbox
