package dev.tidings.destination;

import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of destinations.
 *
 * @param destinations destinations that no service here owns, by name; {@code read} is {@code authenticated} or
 *     {@code role:<role>}, {@code types} names the types of the messages that are published there, with commas, or any if
 *     it is absent
 */
@ConfigurationProperties("tidings")
record DestinationProperties(@DefaultValue Map<String, Map<String, String>> destinations) {

    private static final String PREFIX = "tidings.destinations.";
    private static final String READ = "read";
    private static final String TYPES = "types";
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    DestinationProperties {
        destinations = Map.copyOf(destinations);
        destinations.forEach(DestinationProperties::declaration);
    }

    /** Returns what is declared, by name. */
    Map<String, Declaration> declarations() {
        var declarations = new HashMap<String, Declaration>();
        destinations.forEach((name, settings) -> declarations.put(name, declaration(name, settings)));
        return declarations;
    }

    private static Declaration declaration(String name, Map<String, String> settings) {
        try {
            var _ = new Topic(name, "any");
        } catch (BadDestinationException ex) {
            throw new IllegalArgumentException(
                    "'%s%s' names no destination. %s".formatted(PREFIX, name, ex.getMessage()));
        }
        for (String setting : settings.keySet()) {
            if (!setting.equals(READ) && !setting.equals(TYPES)) {
                throw new IllegalArgumentException(
                        "'%s%s.%s' is no setting. Expected '%s%s.%s', or '%s' with names separated by commas"
                                .formatted(PREFIX, name, setting, PREFIX, name, READ, TYPES));
            }
        }
        return new Declaration(
                ReadRule.parse(PREFIX + name + "." + READ, settings.getOrDefault(READ, "")),
                settings.containsKey(TYPES)
                        ? types(PREFIX + name + "." + TYPES, settings.getOrDefault(TYPES, ""))
                        : Set.of());
    }

    private static Set<String> types(String property, String text) {
        var types = new TreeSet<String>();
        Arrays.stream(text.split(",", -1)).map(String::strip).forEach(types::add);
        for (String type : types) {
            if (!TYPE.matcher(type).matches()) {
                throw new IllegalArgumentException("'%s' must name types that match %s, with commas, but was '%s'"
                        .formatted(property, TYPE, text));
            }
        }
        return types;
    }

    /**
     * A destination that no service owns.
     *
     * @param types types of messages that may be published there, any if empty
     */
    record Declaration(ReadRule read, Set<String> types) {}

    /**
     * Who may read a destination that no service owns.
     *
     * @param role role that a reader has to have, or {@code null} if every user may
     */
    record ReadRule(@Nullable String role) {

        private static final String AUTHENTICATED = "authenticated";
        private static final String ROLE = "role:";
        private static final Pattern ROLE_NAME = Pattern.compile("[!-~]{1,64}");

        static ReadRule parse(String property, String text) {
            if (text.equals(AUTHENTICATED)) {
                return new ReadRule(null);
            }
            if (text.startsWith(ROLE)
                    && ROLE_NAME.matcher(text.substring(ROLE.length())).matches()) {
                return new ReadRule(text.substring(ROLE.length()));
            }
            throw new IllegalArgumentException(
                    "'%s' must be '%s' or '%s<role>', but was '%s'".formatted(property, AUTHENTICATED, ROLE, text));
        }

        boolean allows(Reader reader) {
            return role == null || reader.roles().contains(role);
        }
    }
}
