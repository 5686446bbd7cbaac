#include <libhibah/law/builtin.hpp>

namespace hibah {

const BuiltinFile* find_builtin(std::string_view kind, std::string_view id) noexcept {
  for (const BuiltinFile& file : builtin_files()) {
    if (file.kind == kind && file.id == id) return &file;
  }
  return nullptr;
}

}  // namespace hibah
