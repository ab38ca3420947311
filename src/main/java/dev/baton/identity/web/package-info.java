/** How people enter the console: the sign-in, the session, the pages about people and tenants. */
@NullMarked
package dev.baton.identity.web;

import org.jspecify.annotations.NullMarked;
