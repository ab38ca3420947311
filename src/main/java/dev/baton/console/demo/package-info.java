/** What a first start in development is seeded with, so that everything can be tried at once. */
@NullMarked
package dev.baton.console.demo;

import org.jspecify.annotations.NullMarked;
