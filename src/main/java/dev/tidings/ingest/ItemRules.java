package dev.tidings.ingest;

import dev.tidings.change.ChangeKey;
import dev.tidings.change.ResourceChange;
import dev.tidings.changelog.ChangeBodies;
import dev.tidings.changelog.WrittenChange;
import dev.tidings.destination.BadDestinationException;
import dev.tidings.destination.Destination;
import dev.tidings.destination.DestinationCatalog;
import java.nio.charset.StandardCharsets;
import java.time.Clock;
import java.time.Instant;
import java.time.format.DateTimeParseException;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.node.ObjectNode;

/** Checks an item and completes what it lacks. */
@Component
final class ItemRules {

    private static final int MAX_DESTINATIONS = 50;
    private static final List<String> FIELDS = List.of("destinations", "change", "transient", "key");
    private static final List<String> EVENTS = List.of("created", "updated", "deleted", "moved");
    private static final String TIME_RULE = "must be a time in UTC such as 2026-01-01T00:00:00.000Z";
    private static final Pattern CHANGE_ID = Pattern.compile("[A-Za-z0-9_-]{1,36}");
    private static final Pattern TYPE = Pattern.compile("[A-Za-z0-9_.-]{1,64}");

    private final DestinationCatalog destinations;
    private final ChangeBodies bodies;
    private final Clock clock;

    ItemRules(DestinationCatalog destinations, ChangeBodies bodies, Clock clock) {
        this.destinations = destinations;
        this.bodies = bodies;
        this.clock = clock;
    }

    /**
     * Checks an item.
     *
     * @param index its place in the request, from 0
     * @throws ErrorResponseException if it breaks a rule
     */
    Item apply(int index, JsonNode item) {
        var checked = new Checked(index, item);
        checked.requireObject("");
        checked.requireOnly(FIELDS);
        boolean isTransient = isTransient(checked);
        List<Destination> to = destinations(checked);
        String type = checkType(checked);
        checkTypeAt(checked, to);
        ChangeKey key = key(checked, type, isTransient);
        String changeId = checked.text("change.change_id")
                .orElseGet(() -> UUID.randomUUID().toString());
        return new Item(new WrittenChange(to, changeId, key, body(checked, changeId)), isTransient);
    }

    private static boolean isTransient(Checked item) {
        JsonNode value = item.at("transient");
        item.require(isAbsent(value) || value.isBoolean(), "transient", "must be true or false");
        return value.asBoolean(false);
    }

    private List<Destination> destinations(Checked item) {
        JsonNode addresses = item.at("destinations");
        item.require(
                addresses.isArray() && !addresses.isEmpty() && addresses.size() <= MAX_DESTINATIONS,
                "destinations",
                "must be an array of 1 to %d addresses".formatted(MAX_DESTINATIONS));
        var found = new LinkedHashSet<Destination>();
        for (int i = 0; i < addresses.size(); i++) {
            String field = "destinations." + i;
            item.require(found.add(destination(item, field)), field, "must be named once");
        }
        return List.copyOf(found);
    }

    private Destination destination(Checked item, String field) {
        try {
            var destination = Destination.ofSendAddress(item.requireText(field));
            if (!destinations.isExternal(destination)) {
                throw IngestProblems.undeclared(item.index(), field, item.at(field));
            }
            return destination;
        } catch (BadDestinationException ex) {
            throw item.broken(field, "must be an address (" + ex.getMessage() + ")");
        }
    }

    /** Checks what the change has in any case, and returns the type of what it is about. */
    private static String checkType(Checked item) {
        item.requireObject("change");
        item.requireMatch("change.type", TYPE);
        item.text("change.change_id").ifPresent(id -> item.requireMatch("change.change_id", CHANGE_ID));
        item.text("change.timestamp").ifPresent(time -> item.require(isTime(time), "change.timestamp", TIME_RULE));
        if (!isResourceChange(item)) {
            return item.requireText("change.type");
        }
        item.require(EVENTS.contains(item.requireText("change.event")), "change.event", "must be one of " + EVENTS);
        item.requireMatch("change.resource_type", TYPE);
        item.requireObject("change.resource");
        String type = item.requireText("change.resource_type");
        item.key("change.resource.id", type, item.requireText("change.resource.id"));
        return type;
    }

    private void checkTypeAt(Checked item, List<Destination> to) {
        for (int i = 0; i < to.size(); i++) {
            Set<String> types = destinations.typesAt(to.get(i));
            item.require(
                    types.isEmpty() || types.contains(item.requireText("change.type")),
                    "change.type",
                    "must be one of %s at '%s'".formatted(types, item.requireText("destinations." + i)));
        }
    }

    private static @Nullable ChangeKey key(Checked item, String type, boolean isTransient) {
        Optional<String> given = item.text("key");
        if (given.isPresent()) {
            return item.key("key", type, given.get());
        }
        return isTransient || !isResourceChange(item)
                ? null
                : new ChangeKey(type, item.requireText("change.resource.id"));
    }

    private String body(Checked item, String changeId) {
        String body = bodies.complete((ObjectNode) item.at("change"), changeId, clock.instant());
        item.require(StandardCharsets.UTF_8.newEncoder().canEncode(body), "change", "must be well-formed Unicode");
        item.require(
                ChangeBodies.isSmallEnough(body),
                "change",
                "must have at most %d bytes of JSON".formatted(ChangeBodies.MAX_BODY_BYTES));
        return body;
    }

    private static boolean isResourceChange(Checked item) {
        return item.at("change.type").asString("").equals(ResourceChange.MESSAGE_TYPE);
    }

    private static boolean isTime(String text) {
        try {
            return text.endsWith("Z") && !Instant.parse(text).equals(Instant.MIN);
        } catch (DateTimeParseException ex) {
            return false;
        }
    }

    private static boolean isAbsent(JsonNode value) {
        return value.isMissingNode() || value.isNull();
    }

    /**
     * An item under examination. Fields are named by their path.
     *
     * @param index its place in the request
     */
    private record Checked(int index, JsonNode item) {

        JsonNode at(String path) {
            JsonNode value = item;
            for (String step : path.isEmpty() ? new String[0] : path.split("\\.")) {
                value = value.isArray() ? value.path(Integer.parseInt(step)) : value.path(step);
            }
            return value;
        }

        /** Returns the text in a field, or nothing if the field is absent or null. */
        Optional<String> text(String path) {
            return isAbsent(at(path)) ? Optional.empty() : Optional.of(requireText(path));
        }

        String requireText(String path) {
            require(at(path).isString(), path, "must be text");
            return at(path).asString();
        }

        void requireMatch(String path, Pattern pattern) {
            require(pattern.matcher(requireText(path)).matches(), path, "must match " + pattern);
        }

        void requireObject(String path) {
            require(at(path).isObject(), path, "must be a JSON object");
        }

        void requireOnly(List<String> fields) {
            for (String name : item.propertyNames()) {
                require(fields.contains(name), name, "is no field of an item. Expected one of " + fields);
            }
        }

        /** Reads a key: {@code type:id}, or an id of what the change is about. */
        ChangeKey key(String path, String type, String text) {
            try {
                return path.equals("key") && text.indexOf(':') >= 0 ? ChangeKey.parse(text) : new ChangeKey(type, text);
            } catch (IllegalArgumentException ex) {
                throw broken(path, "must be fit for a key (" + ex.getMessage() + ")");
            }
        }

        void require(boolean kept, String path, String rule) {
            if (!kept) {
                throw broken(path, rule);
            }
        }

        ErrorResponseException broken(String path, String rule) {
            return IngestProblems.badItem(index, path.isEmpty() ? "item" : path, at(path), rule);
        }
    }
}
