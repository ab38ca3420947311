package dev.baton.tenant;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;

/** Enforces {@link Requires} on service methods, from the actor among their arguments. */
class RequiresInterceptor implements MethodInterceptor {

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        var requires =
                AnnotatedElementUtils.findMergedAnnotation(
                        invocation.getMethod(), Requires.class);
        if (requires != null) {
            check(requires.value(), invocation.getArguments());
        }
        return invocation.proceed();
    }

    private static void check(Permission permission, @Nullable Object[] arguments) {
        var actor = actorAmong(arguments);
        if (!actor.may(permission)) {
            throw new PermissionDenied(permission);
        }
        if (permission.isPlatform()) {
            return;
        }
        for (var argument : arguments) {
            if (argument instanceof TenantScoped scoped
                    && !scoped.tenant().equals(actor.tenant())) {
                throw new ForeignTenant();
            }
        }
    }

    private static Actor actorAmong(@Nullable Object[] arguments) {
        for (var argument : arguments) {
            if (argument instanceof Actor actor) {
                return actor;
            }
        }
        throw new IllegalStateException("A method with @Requires takes an Actor");
    }
}
