/** Baton: each direct sub-package is a module, named by a business noun. */
@NullMarked
package dev.baton;

import org.jspecify.annotations.NullMarked;
