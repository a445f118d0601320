// Pages of every kind that the operations get, each with the Layout of the scan that asked for it: answers of the sandbox,
// and a few that are written here for what the sandbox does not send.
//
// Example:
//
//   std::size_t bytes(const std::vector<test::CorpusPage>& corpus) {  // corpus = test::corpus()
//     return corpus.front().body.size();
//   }
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "connectors/tables/page/layout.h"
#include "tests/tables/assembly/question.h"

namespace awscost::test {

struct CorpusPage {
  std::string name;                          // the table, and what is asked
  std::shared_ptr<const Question> question;  // the layout refers to it
  std::shared_ptr<const page::Layout> layout;
  std::string body;
};

// At most eight rows a list, so that a mutation is likely to meet something.
std::vector<CorpusPage> corpus();

}  // namespace awscost::test
