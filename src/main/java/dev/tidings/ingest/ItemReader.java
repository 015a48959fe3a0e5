package dev.tidings.ingest;

import java.util.ArrayList;
import java.util.List;
import org.springframework.stereotype.Component;
import org.springframework.web.ErrorResponseException;
import tools.jackson.core.JacksonException;
import tools.jackson.core.JsonParser;
import tools.jackson.core.JsonToken;
import tools.jackson.databind.DeserializationFeature;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.cfg.JsonNodeFeature;
import tools.jackson.databind.json.JsonMapper;

/**
 * Reads the items of a request, in whichever form they came. Numbers keep their digits.
 *
 * <p>All methods throw {@link ErrorResponseException} for the first item that breaks a rule.
 */
@Component
final class ItemReader {

    static final int MAX_ITEMS = 1_000;

    private static final JsonMapper JSON = JsonMapper.builder()
            .enable(DeserializationFeature.USE_BIG_DECIMAL_FOR_FLOATS)
            .enable(DeserializationFeature.FAIL_ON_READING_DUP_TREE_KEY)
            .disable(DeserializationFeature.FAIL_ON_TRAILING_TOKENS)
            .disable(JsonNodeFeature.STRIP_TRAILING_BIGDECIMAL_ZEROES)
            .build();

    private final ItemRules rules;

    ItemReader(ItemRules rules) {
        this.rules = rules;
    }

    /** Reads a JSON array of items. */
    List<Item> readArray(byte[] body) {
        return read(body, Form.ARRAY);
    }

    /** Reads items one after another, as NDJSON has them. */
    List<Item> readLines(byte[] body) {
        return read(body, Form.LINES);
    }

    /** Reads a JSON array of items, or a single one. */
    List<Item> readOneOrMany(byte[] body) {
        return read(body, Form.ONE_OR_MANY);
    }

    private List<Item> read(byte[] body, Form form) {
        var items = new ArrayList<Item>();
        try (JsonParser parser = JSON.createParser(body)) {
            JsonToken first = parser.nextToken();
            boolean isArray = first == JsonToken.START_ARRAY && form != Form.LINES;
            if (!isArray && form == Form.ARRAY) {
                throw IngestProblems.badRequest("must be a JSON array of items");
            }
            JsonToken token = isArray ? parser.nextToken() : first;
            while (token != null && token != JsonToken.END_ARRAY) {
                requireRoom(items.size());
                items.add(rules.apply(items.size(), parser.<JsonNode>readValueAsTree()));
                token = parser.nextToken();
            }
            if (form != Form.LINES && (isArray ? parser.nextToken() != null : items.size() > 1)) {
                throw IngestProblems.badRequest("must end behind the items");
            }
        } catch (JacksonException ex) {
            throw IngestProblems.notJson(items.size(), ex);
        }
        if (items.isEmpty()) {
            throw IngestProblems.badRequest("must have 1 to %d items, but has none".formatted(MAX_ITEMS));
        }
        return items;
    }

    private static void requireRoom(int count) {
        if (count == MAX_ITEMS) {
            throw IngestProblems.badRequest("must have 1 to %d items, but has more".formatted(MAX_ITEMS));
        }
    }

    private enum Form {
        ARRAY,
        LINES,
        ONE_OR_MANY
    }
}
