// A document (suite, results, target, journal) is malformed. The text says where, what was found
// and what is allowed; it ends in main, exit 2.
//
//   suites/x/y.json:12: /steps/3: unknown action "clsoe" (did you mean "close"?)

#ifndef CLOSESPEC_SUITES_MODEL_DOCUMENT_ERROR_H_
#define CLOSESPEC_SUITES_MODEL_DOCUMENT_ERROR_H_

#include <stdexcept>

namespace closespec {

class DocumentError : public std::runtime_error {
 public:
  using std::runtime_error::runtime_error;
};

}  // namespace closespec

#endif  // CLOSESPEC_SUITES_MODEL_DOCUMENT_ERROR_H_
