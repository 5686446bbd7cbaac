// libhibah: save — writes a portfolio as a folder in the public format.
#pragma once

// What was read can be written and reads the same again: amounts in plain notation, dates in ISO, English column names, rows in the
// order of the journal. Law that is not built in is written beside the portfolio. What is not written: columns that the format does not
// know, and the notation and order of keys of the files that were read.

#include <string>

#include <libhibah/journal/portfolio.hpp>

namespace hibah {

/// Creates `folder` where it is not there. Errors: UsageError invalid_argument where the folder already holds a portfolio.toml or cannot be written.
void save(const Portfolio& portfolio, const std::string& folder);

}  // namespace hibah
