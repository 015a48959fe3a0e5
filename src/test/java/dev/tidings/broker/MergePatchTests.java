package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ObjectNode;

/** Tests for {@link MergePatch}. */
class MergePatchTests {

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"a":1}           | {"a":2}           | {"a":2}
                    {"a":1}           | {"a":1,"b":2}     | {"b":2}
                    {"a":1,"b":2}     | {"a":1}           | {"b":null}
                    {"a":{"b":1}}     | {"a":{"c":2}}     | {"a":{"b":null,"c":2}}
                    {"a":[1,2]}       | {"a":[1]}         | {"a":[1]}
                    {"a":1}           | {"a":{"b":1}}     | {"a":{"b":1}}
                    {"a":{"b":1}}     | {"a":1}           | {"a":1}
                    {"a":null}        | {"a":null,"b":1}  | {"b":1}
                    {"a":null}        | {"a":1}           | {"a":1}
                    {"a":1}           | {"a":1}           | {}
                    {"a":[null]}      | {"a":[null,null]} | {"a":[null,null]}
                    {}                | {"a":{"b":{}}}    | {"a":{"b":{}}}
                    """)
    void tellsWhatIsDifferent(String from, String to, String patch) {
        assertThat(MergePatch.between(read(from), read(to))).contains(read(patch));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
                    {"a":1}       | {"a":null}
                    {}            | {"a":null}
                    {"a":{"b":1}} | {"a":{"b":null}}
                    {"a":1}       | {"a":{"b":null}}
                    """)
    void hasNoPatchThatMakesAMemberNull(String from, String to) {
        assertThat(MergePatch.between(read(from), read(to))).isEmpty();
    }

    @Property
    void makesOneObjectTheOther(@ForAll("objects") ObjectNode from, @ForAll("objects") ObjectNode to) {
        Optional<ObjectNode> patch = MergePatch.between(from, to);

        patch.ifPresent(found -> assertThat(apply(from, found)).isEqualTo(to));
        if (!to.toString().contains("null")) {
            assertThat(patch).isPresent();
        }
    }

    @Test
    void leavesBothAsTheyAre() {
        ObjectNode from = read("{\"a\":{\"b\":1}}");
        ObjectNode to = read("{\"a\":{\"c\":1}}");

        MergePatch.between(from, to);

        assertThat(from).isEqualTo(read("{\"a\":{\"b\":1}}"));
        assertThat(to).isEqualTo(read("{\"a\":{\"c\":1}}"));
    }

    @Provide
    Arbitrary<ObjectNode> objects() {
        return objects(3);
    }

    private static Arbitrary<ObjectNode> objects(int depth) {
        JsonMapper json = JsonMapper.shared();
        Arbitrary<JsonNode> leaves = Arbitraries.of("1", "2", "\"x\"", "true", "null", "[]", "[1,{\"a\":1}]", "{}")
                .map(json::readTree);
        Arbitrary<JsonNode> values = depth == 0
                ? leaves
                : Arbitraries.oneOf(List.of(leaves, objects(depth - 1).map(JsonNode.class::cast)));
        return Arbitraries.maps(Arbitraries.of("a", "b", "c"), values)
                .ofMaxSize(3)
                .map(members -> json.createObjectNode().setAll(members));
    }

    /** The algorithm of RFC 7396, section 2. */
    private static JsonNode apply(@Nullable JsonNode target, JsonNode patch) {
        if (!(patch instanceof ObjectNode changes)) {
            return patch;
        }
        ObjectNode result = target instanceof ObjectNode object
                ? object.deepCopy()
                : JsonMapper.shared().createObjectNode();
        for (Map.Entry<String, JsonNode> change : changes.properties()) {
            if (change.getValue().isNull()) {
                result.remove(change.getKey());
            } else {
                result.set(change.getKey(), apply(result.get(change.getKey()), change.getValue()));
            }
        }
        return result;
    }

    private static ObjectNode read(String json) {
        return (ObjectNode) JsonMapper.shared().readTree(json);
    }
}
