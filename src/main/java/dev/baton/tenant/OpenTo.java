package dev.baton.tenant;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** Says that a controller method needs no permission, and to whom it is open instead. */
@Target(ElementType.METHOD)
@Retention(RetentionPolicy.RUNTIME)
public @interface OpenTo {

    Audience value();

    /** Who may call. */
    enum Audience {
        /** Anybody, signed in or not. */
        EVERYBODY,
        /** Anybody who is signed in or holds a key, whatever the rights. */
        SIGNED_IN
    }
}
