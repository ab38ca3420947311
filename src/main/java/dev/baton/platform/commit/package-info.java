/** The group commit: what ends in the same moment becomes durable in one transaction. */
@NullMarked
package dev.baton.platform.commit;

import org.jspecify.annotations.NullMarked;
