package dev.baton.identity.key;

import dev.baton.tenant.Permission;

import jakarta.persistence.AttributeConverter;
import jakarta.persistence.Converter;

import org.jspecify.annotations.Nullable;

import java.util.Arrays;
import java.util.Collection;
import java.util.EnumSet;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** A key's rights as the database keeps them: wire names with spaces between. */
@Converter
class Scopes implements AttributeConverter<Set<Permission>, String> {

    static String text(Collection<Permission> permissions) {
        return permissions.stream().sorted().map(Permission::wire).collect(Collectors.joining(" "));
    }

    /** A right that no longer exists is nobody's. */
    static Set<Permission> of(String text) {
        return Arrays.stream(text.split(" "))
                .map(Permission::ofWire)
                .flatMap(Optional::stream)
                .collect(Collectors.toCollection(() -> EnumSet.noneOf(Permission.class)));
    }

    @Override
    public String convertToDatabaseColumn(@Nullable Set<Permission> permissions) {
        return permissions == null ? "" : text(permissions);
    }

    @Override
    public Set<Permission> convertToEntityAttribute(@Nullable String text) {
        return of(text == null ? "" : text);
    }
}
