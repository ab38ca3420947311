/** Wiring that every module shares and that knows no business word: ids, clock, errors, web, outgoing HTTP. */
@NullMarked
@ApplicationModule(type = ApplicationModule.Type.OPEN, allowedDependencies = {})
package dev.baton.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
