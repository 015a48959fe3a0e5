package dev.tidings;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.support.Instance;
import dev.tidings.support.Postgres;
import dev.tidings.support.RabbitMq;
import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import tools.jackson.databind.JsonNode;
import tools.jackson.databind.json.JsonMapper;

/** The alerts and the dashboard ask for metrics that there are, in the modes that use RabbitMQ. */
@Tag(RabbitMq.TAG)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
class MonitoringIntegrationTests {

    private static final Path FILES = Path.of("src/main/monitoring");
    /** What Prometheus itself knows of each instance. */
    private static final String UP = "up";

    @RegisterExtension
    static final RabbitMq rabbitMq = RabbitMq.shared();

    @RegisterExtension
    static final Postgres postgres = Postgres.shared();

    private @Nullable Instance instance;

    @BeforeAll
    void start(@TempDir Path storage) {
        instance = Instance.onRabbitMq(storage, postgres.newDatabase(), rabbitMq);
    }

    @AfterAll
    void stop() {
        instance().close();
    }

    private Instance instance() {
        if (instance == null) {
            throw new IllegalStateException("The instance is not started");
        }
        return instance;
    }

    @Test
    void metersAreThoseOfTheTable() throws IOException {
        MetersTable.assertDescribes("rabbitmq", instance());
    }

    @Test
    void metersOfTheBrokerRelayAreThoseOfTheTable(@TempDir Path storage) throws IOException {
        try (Instance relay = Instance.behindRelay(storage, postgres.newDatabase(), rabbitMq)) {
            MetersTable.assertDescribes("stomp-relay", relay);
        }
    }

    @Test
    void alertsAskForMetricsThatThereAre() throws IOException {
        List<String> expressions =
                alerts().stream().map(alert -> alert.path("expr").asString()).toList();

        assertThat(metricsIn(expressions)).hasSizeGreaterThan(8).isSubsetOf(scraped());
    }

    @Test
    void alertsAndDashboardAskForLabelsThatThereAre() throws IOException {
        String scrape = scrape();

        assertThat(Stream.concat(
                                alerts().stream()
                                        .map(alert -> alert.path("expr").asString()),
                                dashboardExpressions().stream())
                        .flatMap(MonitoringIntegrationTests::selectorsIn))
                .hasSizeGreaterThan(2)
                .allSatisfy(selector -> assertThat(scrape)
                        .containsPattern("(?m)^%s\\{[^}]*\\b%s=\"".formatted(selector.metric(), selector.label())));
    }

    @Test
    void everyAlertSaysWhatItMeansAndWhatToDo() throws IOException {
        assertThat(alerts()).hasSizeGreaterThan(8).allSatisfy(alert -> {
            assertThat(alert.path("alert").asString()).startsWith("Tidings");
            assertThat(alert.path("for").asString()).matches("[0-9]+[sm]");
            assertThat(alert.path("labels").path("severity").asString()).isIn("page", "ticket");
            JsonNode annotations = alert.path("annotations");
            assertThat(annotations.path("summary").asString("")).hasSizeGreaterThan(10);
            assertThat(annotations.path("action").asString("")).hasSizeGreaterThan(100);
        });
    }

    @Test
    void dashboardAsksForMetricsThatThereAre() throws IOException {
        assertThat(metricsIn(dashboardExpressions())).hasSizeGreaterThan(15).isSubsetOf(scraped());
        assertThat(dashboard().path("panels").valueStream())
                .allSatisfy(panel ->
                        assertThat(panel.path("description").asString("")).isNotBlank());
    }

    /** Returns the names in a scrape; of a histogram each of its series. */
    private Set<String> scraped() {
        Set<String> names = Pattern.compile("^([a-z][a-zA-Z0-9_:]*)[{ ]", Pattern.MULTILINE)
                .matcher(scrape())
                .results()
                .map(MonitoringIntegrationTests::name)
                .collect(Collectors.toSet());
        assertThat(names).contains("tidings_sessions");
        names.add(UP);
        return names;
    }

    private String scrape() {
        return instance().api().as("admin").get("/actuator/prometheus").text();
    }

    private static JsonNode dashboard() throws IOException {
        return JsonMapper.shared().readTree(Files.readString(FILES.resolve("grafana-dashboard.json")));
    }

    private static List<String> dashboardExpressions() throws IOException {
        return dashboard()
                .path("panels")
                .valueStream()
                .flatMap(panel -> panel.path("targets").valueStream())
                .map(target -> target.path("expr").asString())
                .toList();
    }

    private static List<JsonNode> alerts() throws IOException {
        try (Reader file = Files.newBufferedReader(FILES.resolve("prometheus-alerts.yaml"))) {
            Object content = new Yaml(new SafeConstructor(new LoaderOptions())).load(file);
            JsonNode root = JsonMapper.shared().valueToTree(content);
            return root.path("groups")
                    .valueStream()
                    .flatMap(group -> group.path("rules").valueStream())
                    .toList();
        }
    }

    /** That an expression selects by a label. */
    private record Selector(String metric, String label) {}

    /** Returns the labels that an expression selects by, those of Prometheus itself apart. */
    private static Stream<Selector> selectorsIn(String expression) {
        return Pattern.compile("([a-zA-Z_:][a-zA-Z0-9_:]*)\\{([^}]*)}")
                .matcher(expression)
                .results()
                .flatMap(selected -> Pattern.compile("([a-z_]+)\\s*[=!]")
                        .matcher(selected.group(2))
                        .results()
                        .map(label -> new Selector(selected.group(1), label.group(1))))
                .filter(selector -> !Set.of("instance", "job").contains(selector.label()));
    }

    /** Returns the words of expressions that are no label, no function and no operator. */
    private static Set<String> metricsIn(List<String> expressions) {
        return expressions.stream()
                .flatMap(MonitoringIntegrationTests::metricsIn)
                .collect(Collectors.toSet());
    }

    private static Stream<String> metricsIn(String expression) {
        String bare = expression
                .replaceAll("\"[^\"]*\"|\\{[^}]*}|\\[[^]]*]", "")
                .replaceAll("\\b(by|without|on|ignoring)\\s*\\([^)]*\\)", "");
        return Pattern.compile("(?<![\\w.])([a-zA-Z_:][a-zA-Z0-9_:]*)\\b(?!\\s*\\()")
                .matcher(bare)
                .results()
                .map(MonitoringIntegrationTests::name)
                .filter(word -> !Set.of("and", "or", "unless", "bool", "sum", "max", "min")
                        .contains(word));
    }

    private static String name(MatchResult match) {
        return match.group(1);
    }
}
