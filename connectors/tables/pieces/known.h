// Kept answers as this room sees them: looked up for a question, and described once they are complete.
//
// A statement looks them up once for each subject, and again after it has added one: a join asks thousands of questions.
//
// Example:
//
//   std::size_t count_known(asking::Statement& statement, const asking::Destination& destination, const CostsAsked& asked) {
//     return statement.state<KnownAnswers>(&statement).about(*statement.kept(), destination, asked)->answers.size();
//   }
#pragma once

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <utility>

#include "connectors/asking/kept/kept_answers.h"
#include "connectors/asking/statement/statement.h"
#include "connectors/tables/page/coverage.h"
#include "connectors/tables/pieces/pieces.h"
#include "sql/scan.h"

namespace awscost::pieces {

// What a statement knows.
class KnownAnswers {
 public:
  // What is kept of the question's subject.
  std::shared_ptr<const Known> about(kept::KeptAnswers& kept, const asking::Destination& destination,
                                     const CostsAsked& asked);
  // Another answer is kept.
  void look_again() { known_.clear(); }

 private:
  std::map<std::pair<std::string, std::string>, std::shared_ptr<const Known>> known_;  // by destination and subject
};

// The metrics of kept answers that serve the question but for its metrics: asked for with it, they make one answer of two,
// and cost no request. And those of an answer that was broken off, which the same request goes on with.
sql::ColumnSet metrics_kept_beside(const sql::Scan& scan, const CostsAsked& asked, const Known& known);

// Tells that the kept answer `id` to the scan has been read to its end. An answer without periods serves the same
// request alone.
void describe(kept::KeptAnswers& kept, std::int64_t id, const Operation& operation, const sql::Scan& scan,
              const page::Coverage& coverage);

// The same of an answer whose last page was not asked for: it serves the periods before the last one that its pages have.
// `is_refused`: AWS does not go on with it. False where no period is complete, or its pages did not come in the order of
// time.
bool describe_broken_off(kept::KeptAnswers& kept, std::int64_t id, const Operation& operation, const sql::Scan& scan,
                         const page::Coverage& coverage, bool is_refused);

}  // namespace awscost::pieces
