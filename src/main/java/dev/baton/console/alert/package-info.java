/** What people should notice without looking for it: the bell in the header and the page behind it. */
@NullMarked
package dev.baton.console.alert;

import org.jspecify.annotations.NullMarked;
