/** JSON where its exact form matters. */
@NullMarked
package dev.baton.platform.json;

import org.jspecify.annotations.NullMarked;
