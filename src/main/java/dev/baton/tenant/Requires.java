package dev.baton.tenant;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/**
 * The right that is needed. On a service method it is checked against the method's {@link Actor}
 * argument, and every {@link TenantScoped} argument must be of the actor's tenant (else it is not
 * found) unless the right is one of the platform's. On a controller method it is checked against the
 * signed-in actor before the method runs; a controller method that has neither this nor {@link
 * OpenTo} is refused to everybody.
 */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface Requires {

    Permission value();
}
