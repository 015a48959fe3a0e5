package dev.tidings.destination;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalStateException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Set;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Tests for {@link Destination}, its kinds, {@link UserNames} and {@link DestinationCatalog}. */
class DestinationTests {

    @Test
    void mapsATopic() {
        var topic = new Topic("assets", "42");

        assertThat(topic.address()).isEqualTo("/topic/assets/42");
        assertThat(topic.sendAddress()).isEqualTo("/topic/assets/42");
        assertThat(topic.routingKey()).isEqualTo("assets.42");
    }

    @Test
    void mapsAQueueOfAUser() {
        var queue = (UserQueue) Destination.ofAddress("/user/queue/jobs", "a.b/c@x");

        assertThat(queue.user()).isEqualTo("a.b/c@x");
        assertThat(queue.address()).isEqualTo("/user/queue/jobs");
        assertThat(queue.sendAddress()).isEqualTo("/user/a=2Eb=2Fc=40x/queue/jobs");
        assertThat(queue.routingKey()).isEqualTo("user.a=2Eb=2Fc=40x.jobs");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "/",
                "/topic",
                "/topic/",
                "/topic/assets",
                "/topic/assets/",
                "/topic//42",
                "/topic/assets/42/",
                "/topic/assets/42/x",
                "/topic/Assets/42",
                "/topic/assets/*",
                "/topic/assets/#",
                "/topic/*/42",
                "/topic/assets/4%32",
                "/topic/assets/42;x",
                "/topic/assets/..",
                "/topic/assets/4 2",
                "/topic/assets/42\n",
                "/topic/assets/42\u0000",
                "/topic/user/42",
                "topic/assets/42",
                "/TOPIC/assets/42",
                "/queue/jobs",
                "/user/queue/",
                "/user/queue/Jobs",
                "/user/queue/jobs/x",
                "/user/queue/*",
                "/user/bob/queue/jobs",
                "/exchange/amq.topic/x",
                "/amq/queue/x",
                "/topic/assets.42",
                "/topic/ässets/1"
            })
    void refusesWhatAClientMayNotName(String address) {
        assertThatThrownBy(() -> Destination.ofAddress(address, "alice"))
                .isInstanceOf(BadDestinationException.class)
                .satisfies(ex -> assertThat(ex.getMessage()).matches("[\\x20-\\x7E…]*"));
    }

    @Test
    void refusesIdsThatAreTooLong() {
        assertThat(Destination.ofAddress("/topic/assets/" + "x".repeat(64), "alice"))
                .isNotNull();
        assertThatThrownBy(() -> Destination.ofAddress("/topic/assets/" + "x".repeat(65), "alice"))
                .isInstanceOf(BadDestinationException.class);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                ".",
                "assets",
                "assets.",
                ".42",
                "assets.42.x",
                "user.alice",
                "user..jobs",
                "user.alice.",
                "user.=61lice.jobs",
                "user.a=2eb.jobs",
                "user.a=2.jobs",
                "user.a=.jobs",
                "user.=FF.jobs",
                "user.ä.jobs",
                "user.alice.jobs.x",
                "users.alice.jobs",
                "#",
                "*.42",
                "user.*.jobs",
                "user.#"
            })
    void refusesRoutingKeysThatNoDestinationHas(String routingKey) {
        assertThatThrownBy(() -> Destination.ofRoutingKey(routingKey)).isInstanceOf(BadDestinationException.class);
    }

    @Test
    void refusesUsersWithoutAProperName() {
        assertThatThrownBy(() -> new UserQueue("", "jobs")).isInstanceOf(BadDestinationException.class);
        assertThatThrownBy(() -> new UserQueue("\uD800", "jobs")).isInstanceOf(BadDestinationException.class);
        assertThatThrownBy(() -> new UserQueue("x".repeat(300), "jobs")).isInstanceOf(BadDestinationException.class);
    }

    @Property
    void readsBackEveryTopic(@ForAll("topics") Topic topic) {
        assertThat(Destination.ofRoutingKey(topic.routingKey())).isEqualTo(topic);
        assertThat(Destination.ofSendAddress(topic.sendAddress())).isEqualTo(topic);
        assertThat(Destination.ofAddress(topic.address(), "anyone")).isEqualTo(topic);
    }

    @Property
    void readsBackEveryQueueOfEveryUser(@ForAll("users") String user) {
        var queue = new UserQueue(user, "jobs");

        assertThat(Destination.ofRoutingKey(queue.routingKey())).isEqualTo(queue);
        assertThat(Destination.ofSendAddress(queue.sendAddress())).isEqualTo(queue);
        assertThat(Destination.ofAddress(queue.address(), user)).isEqualTo(queue);
        assertThat(queue.routingKey()).matches("user\\.[A-Za-z0-9_=-]+\\.jobs");
        assertThat(queue.routingKey().getBytes(StandardCharsets.UTF_8))
                .hasSizeLessThanOrEqualTo(Destination.MAX_ROUTING_KEY_BYTES);
    }

    @Property
    void givesDifferentUsersDifferentNames(@ForAll("users") String one, @ForAll("users") String other) {
        assertThat(UserNames.encode(one).equals(UserNames.encode(other))).isEqualTo(one.equals(other));
    }

    @Property
    void acceptsAsARoutingKeyOnlyWhatADestinationHas(@ForAll("hostile") String text) {
        try {
            assertThat(Destination.ofRoutingKey(text).routingKey()).isEqualTo(text);
        } catch (BadDestinationException ex) {
            assertThat(ex).hasMessageNotContaining("\u0000");
        }
    }

    @Property
    void acceptsAsAnAddressOnlyWhatADestinationHas(@ForAll("hostile") String text) {
        try {
            assertThat(Destination.ofAddress(text, "alice").address()).isEqualTo(text);
            assertThat(text).matches("/topic/[a-z0-9-]+/[A-Za-z0-9_-]+|/user/queue/[a-z0-9-]+");
        } catch (BadDestinationException ex) {
            assertThat(ex).hasMessageNotContaining("\u0000");
        }
    }

    @Test
    void letsOnlyDeclaredDestinationsBeRead() {
        DestinationCatalog catalog = catalog(Map.of());
        var alice = new Reader("alice", Set.of());

        assertThat(catalog.mayRead(alice, new Topic("assets", "42"))).isTrue();
        assertThat(catalog.mayRead(alice, new Topic("assets", "43"))).isFalse();
        assertThat(catalog.mayRead(alice, new Topic("others", "42"))).isFalse();
        assertThat(catalog.mayRead(alice, new UserQueue("alice", "jobs"))).isTrue();
        assertThat(catalog.mayRead(alice, new UserQueue("bob", "jobs"))).isFalse();
        assertThat(catalog.mayRead(alice, new UserQueue("alice", "others"))).isFalse();
    }

    @Test
    void letsWhatASettingDeclaresBeReadByItsRule() {
        DestinationCatalog catalog =
                catalog(Map.of("bench", Map.of("read", "authenticated"), "reports", Map.of("read", "role:auditor")));
        var alice = new Reader("alice", Set.of());
        var auditor = new Reader("bob", Set.of("auditor"));

        assertThat(catalog.mayRead(alice, new Topic("bench", "1"))).isTrue();
        assertThat(catalog.mayRead(alice, new UserQueue("alice", "bench"))).isTrue();
        assertThat(catalog.mayRead(alice, new UserQueue("bob", "bench"))).isFalse();
        assertThat(catalog.mayRead(alice, new Topic("reports", "1"))).isFalse();
        assertThat(catalog.mayRead(alice, new UserQueue("alice", "reports"))).isFalse();
        assertThat(catalog.mayRead(auditor, new Topic("reports", "1"))).isTrue();
        assertThat(catalog.mayRead(auditor, new UserQueue("bob", "reports"))).isTrue();
    }

    @Test
    void tellsWhatASettingDeclaresFromWhatAServiceOwns() {
        DestinationCatalog catalog = catalog(Map.of("bench", Map.of("read", "authenticated")));

        assertThat(catalog.isExternal(new Topic("bench", "1"))).isTrue();
        assertThat(catalog.isExternal(new UserQueue("alice", "bench"))).isTrue();
        assertThat(catalog.isExternal(new Topic("assets", "42"))).isFalse();
        assertThat(catalog.isExternal(new UserQueue("alice", "jobs"))).isFalse();
        assertThat(catalog.isExternal(new Topic("unknown", "1"))).isFalse();
    }

    @Test
    void knowsWhichTypesOfMessagesASettingAllows() {
        DestinationCatalog catalog = catalog(Map.of(
                "bench", Map.of("read", "authenticated"),
                "agents", Map.of("read", "authenticated", "types", "task_update,planning_update")));

        assertThat(catalog.typesAt(new Topic("agents", "1"))).containsExactly("planning_update", "task_update");
        assertThat(catalog.typesAt(new UserQueue("alice", "agents"))).containsExactly("planning_update", "task_update");
        assertThat(catalog.typesAt(new Topic("bench", "1"))).isEmpty();
        assertThat(catalog.typesAt(new Topic("assets", "42"))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"assets", "jobs"})
    void refusesASettingForWhatAServiceOwns(String name) {
        assertThatIllegalStateException()
                .isThrownBy(() -> catalog(Map.of(name, Map.of("read", "authenticated"))))
                .withMessage("'tidings.destinations.%s' must not declare what a service here owns.".formatted(name)
                        + " Choose another name than '" + name + "'");
    }

    private static DestinationCatalog catalog(Map<String, Map<String, String>> external) {
        return new DestinationCatalog(
                List.of(new OnlyFortyTwo()), List.of(new UserQueueName("jobs")), new DestinationProperties(external));
    }

    @Provide
    Arbitrary<Topic> topics() {
        var names = Arbitraries.strings()
                .withCharRange('a', 'z')
                .withCharRange('0', '9')
                .withChars('-')
                .ofMinLength(1)
                .ofMaxLength(64)
                .filter(name -> name.charAt(0) >= 'a' && !name.equals("user"));
        var ids = Arbitraries.strings()
                .alpha()
                .numeric()
                .withChars("_-")
                .ofMinLength(1)
                .ofMaxLength(64);
        return names.flatMap(name -> ids.map(id -> new Topic(name, id)));
    }

    @Provide
    Arbitrary<String> users() {
        return Arbitraries.oneOf(
                        Arbitraries.strings().all().ofMinLength(1).ofMaxLength(15),
                        Arbitraries.strings()
                                .withChars("=2Eab./#*%;\u0000é")
                                .ofMinLength(1)
                                .ofMaxLength(15))
                .filter(StandardCharsets.UTF_8.newEncoder()::canEncode);
    }

    @Provide
    Arbitrary<String> hostile() {
        var parts = Arbitraries.of(
                "/topic/",
                "/user/queue/",
                "user",
                ".",
                "/",
                "assets",
                "jobs",
                "42",
                "*",
                "#",
                "%2F",
                "=2E",
                "=41",
                "..",
                "A",
                "\u0000",
                "\n",
                "é",
                ";",
                " ");
        return Arbitraries.oneOf(
                Arbitraries.strings().all().ofMaxLength(40),
                parts.list().ofMaxSize(6).map(list -> String.join("", list)));
    }

    private static final class OnlyFortyTwo implements TopicReaders {

        @Override
        public String topicName() {
            return "assets";
        }

        @Override
        public boolean mayRead(Reader reader, String id) {
            return id.equals("42");
        }
    }
}
