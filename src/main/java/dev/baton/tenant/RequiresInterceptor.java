package dev.baton.tenant;

import org.aopalliance.intercept.MethodInterceptor;
import org.aopalliance.intercept.MethodInvocation;
import org.jspecify.annotations.Nullable;
import org.springframework.core.annotation.AnnotatedElementUtils;

import java.lang.reflect.Method;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/** Enforces {@link Requires} on service methods, from the actor among their arguments. */
class RequiresInterceptor implements MethodInterceptor {

    private final Map<Method, Optional<Permission>> required = new ConcurrentHashMap<>();

    @Override
    public @Nullable Object invoke(MethodInvocation invocation) throws Throwable {
        required.computeIfAbsent(invocation.getMethod(), RequiresInterceptor::required)
                .ifPresent(permission -> check(permission, invocation.getArguments()));
        return invocation.proceed();
    }

    /** Found once a method: looking for annotations takes longer than most checks. */
    private static Optional<Permission> required(Method method) {
        return Optional.ofNullable(
                        AnnotatedElementUtils.findMergedAnnotation(method, Requires.class))
                .map(Requires::value);
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
