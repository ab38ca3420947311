package dev.baton.platform.web;

import org.springframework.stereotype.Component;
import org.thymeleaf.context.IExpressionContext;
import org.thymeleaf.dialect.AbstractDialect;
import org.thymeleaf.dialect.IExpressionObjectDialect;
import org.thymeleaf.expression.IExpressionObjectFactory;

import java.util.Map;
import java.util.Objects;
import java.util.Set;

/**
 * What every template may ask: {@code #frame}, {@code #icons}, {@code #formats}, {@code #address},
 * {@code #problems}. They are expression objects and not beans, because Thymeleaf refuses beans
 * wherever a value could turn into markup or an address.
 */
@Component
class ConsoleDialect extends AbstractDialect implements IExpressionObjectDialect {

    private final Map<String, Object> objects;

    ConsoleDialect(
            Frame frame,
            Icons icons,
            Formats formats,
            PageAddress address,
            ProblemWords problems) {
        super("Console");
        this.objects =
                Map.of(
                        "frame", frame,
                        "icons", icons,
                        "formats", formats,
                        "address", address,
                        "problems", problems);
    }

    @Override
    public IExpressionObjectFactory getExpressionObjectFactory() {
        return new IExpressionObjectFactory() {
            @Override
            public Set<String> getAllExpressionObjectNames() {
                return objects.keySet();
            }

            @Override
            public Object buildObject(IExpressionContext context, String name) {
                return Objects.requireNonNull(objects.get(name));
            }

            @Override
            public boolean isCacheable(String name) {
                return true;
            }
        };
    }
}
