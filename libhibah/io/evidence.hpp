// libhibah: evidence — reads the rows that findings point at again.
#pragma once

#include <libhibah/checks/engine.hpp>

namespace hibah {

/// Fills `raw` and `extra` of every piece of evidence from the input files. A file that is gone or has changed leaves them empty.
void attach_raw(Report& report);

}  // namespace hibah
