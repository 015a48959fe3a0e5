package dev.tidings.destination;

import java.util.HashMap;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * Settings of destinations.
 *
 * @param destinations destinations that no service here owns, by name; {@code read} is {@code authenticated} or
 *     {@code role:<role>}
 */
@ConfigurationProperties("tidings")
record DestinationProperties(@DefaultValue Map<String, Map<String, String>> destinations) {

    private static final String PREFIX = "tidings.destinations.";
    private static final String READ = "read";

    DestinationProperties {
        destinations = Map.copyOf(destinations);
        destinations.forEach(DestinationProperties::rule);
    }

    /** Returns who may read, by name. */
    Map<String, ReadRule> rules() {
        var rules = new HashMap<String, ReadRule>();
        destinations.forEach((name, settings) -> rules.put(name, rule(name, settings)));
        return rules;
    }

    private static ReadRule rule(String name, Map<String, String> settings) {
        try {
            var _ = new Topic(name, "any");
        } catch (BadDestinationException ex) {
            throw new IllegalArgumentException(
                    "'%s%s' names no destination. %s".formatted(PREFIX, name, ex.getMessage()));
        }
        for (String setting : settings.keySet()) {
            if (!setting.equals(READ)) {
                throw new IllegalArgumentException("'%s%s.%s' is no setting. Expected '%s%s.%s'"
                        .formatted(PREFIX, name, setting, PREFIX, name, READ));
            }
        }
        return ReadRule.parse(PREFIX + name + "." + READ, settings.getOrDefault(READ, ""));
    }

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
