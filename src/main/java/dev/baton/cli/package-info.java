/** The command line: it speaks HTTP to a server and knows nothing else of it. */
@NullMarked
@ApplicationModule(allowedDependencies = {})
package dev.baton.cli;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
