/** API keys: signed tokens that count only while their row lives, and the keys that sign them. */
@NullMarked
@NamedInterface("key")
package dev.baton.identity.key;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
