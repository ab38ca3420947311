/** API keys and signing keys in the console. */
@NullMarked
package dev.baton.identity.key.web;

import org.jspecify.annotations.NullMarked;
