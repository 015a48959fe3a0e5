package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The README tells what is so. */
class ReadmeTests {

    private static final Path README = Path.of("README.md");
    private static final Path TESTS = Path.of("src/test/java");

    @Test
    void namesEverySettingWithItsDefault() throws IOException {
        List<String> readme = Files.readAllLines(README);

        assertThat(settings())
                .isNotEmpty()
                .allSatisfy(setting -> assertThat(readme).anyMatch(line -> line.startsWith(row(setting))));
    }

    @Test
    void namesOnlySettingsThatThereAre() throws IOException {
        List<String> names =
                settings().map(setting -> setting.path("name").asString()).toList();

        assertThat(matches(README, "^\\| `(tidings\\.[a-z.-]+)` \\|"))
                .isNotEmpty()
                .isSubsetOf(names);
    }

    @Test
    void namesOnlyTestsThatThereAre() throws IOException {
        List<String> tests;
        try (Stream<Path> files = Files.walk(TESTS)) {
            tests = files.map(file -> file.getFileName().toString().replace(".java", ""))
                    .toList();
        }

        for (Path document : List.of(README, Path.of("src/docs/threat-model.md"))) {
            assertThat(matches(document, "`(\\w+Tests)`"))
                    .as("%s", document)
                    .isNotEmpty()
                    .isSubsetOf(tests);
        }
    }

    private static List<String> matches(Path document, String pattern) throws IOException {
        return Pattern.compile(pattern, Pattern.MULTILINE)
                .matcher(Files.readString(document))
                .results()
                .map((MatchResult match) -> match.group(1))
                .toList();
    }

    private static Stream<JsonNode> settings() throws IOException {
        try (InputStream metadata =
                ReadmeTests.class.getResourceAsStream("/META-INF/spring-configuration-metadata.json")) {
            return JsonMapper.shared()
                    .readTree(metadata)
                    .path("properties")
                    .valueStream()
                    .filter(setting -> setting.path("name").asString().startsWith("tidings."));
        }
    }

    private static String row(JsonNode setting) {
        String value = setting.path("defaultValue").asString("");
        return "| `%s` | %s |".formatted(setting.path("name").asString(), value.isEmpty() ? "none" : "`" + value + "`");
    }
}
