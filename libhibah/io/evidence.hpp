// libhibah: evidence — reads the rows that findings point at again.
#pragma once

#include <functional>

#include <libhibah/checks/engine.hpp>

namespace hibah {

/// Fills `raw` and `extra` of every piece of evidence that has neither from the input files. A file that is gone or has changed leaves them empty.
/// `tick` is called on this thread some fifty times a second where it is there; whatever it throws calls the work off.
void attach_raw(Report& report, const std::function<void()>& tick = {});

}  // namespace hibah
