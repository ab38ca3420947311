package dev.baton.model;

import dev.baton.platform.Ids;

import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;

/** The models that connections list, and the prices that their owners wrote. */
@Repository
class ModelRows {

    private final JdbcClient jdbc;

    ModelRows(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    void add(ConnectionId connection, OfferedModel model, Instant now) {
        jdbc.sql(
                        """
                        INSERT INTO model (tenant_id, id, connection_id, name, context_window,
                            max_output_tokens, features, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        Arrays.asList(
                                Ids.bytes(connection.tenant().value()),
                                Ids.bytes(model.id()),
                                Ids.bytes(connection.value()),
                                model.name(),
                                model.contextWindow(),
                                model.maxOutputTokens(),
                                text(model.features()),
                                utc(now)))
                .update();
    }

    boolean remove(ConnectionId connection, UUID model) {
        return jdbc.sql("DELETE FROM model WHERE tenant_id = ? AND connection_id = ? AND id = ?")
                        .params(
                                Ids.bytes(connection.tenant().value()),
                                Ids.bytes(connection.value()),
                                Ids.bytes(model))
                        .update()
                > 0;
    }

    List<OfferedModel> models(ConnectionId connection) {
        return jdbc.sql(
                        """
                        SELECT * FROM model WHERE tenant_id = ? AND connection_id = ?
                        ORDER BY name
                        """)
                .params(Ids.bytes(connection.tenant().value()), Ids.bytes(connection.value()))
                .query(ModelRows::model)
                .list();
    }

    void add(ConnectionId connection, PriceRow row, Instant now) {
        var price = row.price();
        jdbc.sql(
                        """
                        INSERT INTO price (tenant_id, id, connection_id, model, currency,
                            effective_from, input_nanos, cached_input_nanos, cache_write_nanos,
                            output_nanos, created_at)
                        VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                        """)
                .params(
                        Ids.bytes(connection.tenant().value()),
                        Ids.bytes(row.id()),
                        Ids.bytes(connection.value()),
                        row.model(),
                        price.currency(),
                        utc(price.effectiveFrom()),
                        price.input(),
                        price.cachedInput(),
                        price.cacheWrites(),
                        price.output(),
                        utc(now))
                .update();
    }

    /**
     * A connection's own prices; of two for the same model and date, the one written last first.
     */
    List<PriceRow> prices(ConnectionId connection) {
        return jdbc.sql(
                        """
                        SELECT * FROM price WHERE tenant_id = ? AND connection_id = ?
                        ORDER BY model, effective_from DESC, created_at DESC, id DESC
                        """)
                .params(Ids.bytes(connection.tenant().value()), Ids.bytes(connection.value()))
                .query(ModelRows::price)
                .list();
    }

    void removeAll(ConnectionId connection) {
        for (var table : List.of("price", "model")) {
            jdbc.sql("DELETE FROM " + table + " WHERE tenant_id = ? AND connection_id = ?")
                    .params(Ids.bytes(connection.tenant().value()), Ids.bytes(connection.value()))
                    .update();
        }
    }

    private static OfferedModel model(ResultSet row, int number) throws SQLException {
        return new OfferedModel(
                Ids.fromBytes(row.getBytes("id")),
                row.getString("name"),
                row.getObject("context_window", Integer.class),
                row.getObject("max_output_tokens", Integer.class),
                features(row.getString("features")));
    }

    private static PriceRow price(ResultSet row, int number) throws SQLException {
        return new PriceRow(
                Ids.fromBytes(row.getBytes("id")),
                row.getString("model"),
                new Price(
                        row.getString("currency"),
                        row.getObject("effective_from", LocalDateTime.class)
                                .toInstant(ZoneOffset.UTC),
                        row.getLong("input_nanos"),
                        row.getLong("cached_input_nanos"),
                        row.getLong("cache_write_nanos"),
                        row.getLong("output_nanos")));
    }

    private static String text(Set<ModelFeature> features) {
        return features.stream().map(Enum::name).sorted().collect(Collectors.joining(","));
    }

    private static Set<ModelFeature> features(String text) {
        var features = EnumSet.noneOf(ModelFeature.class);
        for (var name : text.split(",")) {
            if (!name.isEmpty()) {
                features.add(ModelFeature.valueOf(name));
            }
        }
        return features;
    }

    private static LocalDateTime utc(Instant instant) {
        return LocalDateTime.ofInstant(instant, ZoneOffset.UTC);
    }
}
