package dev.baton.model;

import org.jspecify.annotations.Nullable;
import org.springframework.core.io.ClassPathResource;
import org.springframework.stereotype.Component;

import tools.jackson.databind.PropertyNamingStrategies;
import tools.jackson.databind.annotation.JsonNaming;
import tools.jackson.databind.json.JsonMapper;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.math.BigDecimal;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The well-known models and the dated list prices that a release ships with ({@code
 * model/prices.json}). What an owner writes for a connection of their own comes first.
 */
@Component
class ShippedModels {

    private static final long NANOS = 1_000_000_000L;

    private final LocalDate asOf;
    private final Map<ProviderKind, List<Listed>> models = new EnumMap<>(ProviderKind.class);
    private final Map<ProviderKind, PriceList> prices = new EnumMap<>(ProviderKind.class);

    ShippedModels(JsonMapper json) {
        var file = read(json);
        asOf = file.asOf();
        for (var listed : file.prices()) {
            var kind = ProviderKind.ofWire(listed.provider()).orElseThrow();
            models.computeIfAbsent(kind, _ -> new ArrayList<>()).add(listed);
        }
        models.forEach((kind, list) -> prices.put(kind, priceList(file.currency(), list)));
    }

    /** When the list prices were last compared with the providers' own. */
    LocalDate asOf() {
        return asOf;
    }

    PriceList prices(ProviderKind kind) {
        return prices.getOrDefault(kind, PriceList.EMPTY);
    }

    /** What is known of a model by its name, the newest entry first. */
    Optional<Listed> find(ProviderKind kind, String name) {
        return models.getOrDefault(kind, List.of()).reversed().stream()
                .filter(listed -> listed.models().stream().anyMatch(it -> matches(it, name)))
                .findFirst();
    }

    /** Names to suggest to somebody who adds a model. */
    List<String> names(ProviderKind kind) {
        return models.getOrDefault(kind, List.of()).stream()
                .map(listed -> listed.models().getFirst())
                .distinct()
                .toList();
    }

    /** One line of the list; prices in whole units of the currency for a million tokens. */
    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    record Listed(
            String provider,
            List<String> models,
            LocalDate from,
            BigDecimal input,
            @Nullable BigDecimal cachedInput,
            @Nullable BigDecimal cacheWrites,
            BigDecimal output,
            @Nullable Integer contextWindow,
            @Nullable Integer maxOutputTokens,
            Set<ModelFeature> features) {

        Price price(String currency) {
            return new Price(
                    currency,
                    effectiveFrom(),
                    nanos(input),
                    nanos(cachedInput == null ? input : cachedInput),
                    nanos(cacheWrites == null ? input : cacheWrites),
                    nanos(output));
        }

        private Instant effectiveFrom() {
            return from.atStartOfDay(ZoneOffset.UTC).toInstant();
        }

        private static long nanos(BigDecimal amount) {
            return amount.multiply(BigDecimal.valueOf(NANOS)).longValueExact();
        }
    }

    @JsonNaming(PropertyNamingStrategies.SnakeCaseStrategy.class)
    private record File(LocalDate asOf, String currency, int perTokens, List<Listed> prices) {}

    private static boolean matches(String pattern, String name) {
        return new NamePattern(pattern).matches(name);
    }

    private static PriceList priceList(String currency, List<Listed> models) {
        return new PriceList(
                models.stream()
                        .flatMap(
                                listed ->
                                        listed.models().stream()
                                                .map(NamePattern::new)
                                                .map(
                                                        pattern ->
                                                                new PriceList.Entry(
                                                                        pattern,
                                                                        listed.price(currency))))
                        .toList());
    }

    private static File read(JsonMapper json) {
        try (var in = new ClassPathResource("model/prices.json").getInputStream()) {
            return json.readValue(in, File.class);
        } catch (IOException e) {
            throw new UncheckedIOException("model/prices.json", e);
        }
    }
}
