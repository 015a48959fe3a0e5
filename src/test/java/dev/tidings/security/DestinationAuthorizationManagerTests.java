package dev.tidings.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.destination.DestinationCatalog;
import dev.tidings.destination.Reader;
import dev.tidings.destination.TopicReaders;
import dev.tidings.destination.UserQueueName;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.EnumSource.Mode;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.context.annotation.AnnotationConfigApplicationContext;
import org.springframework.messaging.simp.SimpMessageHeaderAccessor;
import org.springframework.messaging.simp.SimpMessageType;
import org.springframework.messaging.support.MessageBuilder;
import org.springframework.security.authentication.TestingAuthenticationToken;
import org.springframework.security.core.Authentication;

/** Tests for {@link DestinationAuthorizationManager}. */
class DestinationAuthorizationManagerTests {

    private static final Authentication ALICE = new TestingAuthenticationToken("alice", "", "ROLE_admin", "SCOPE_x");

    private final DestinationAuthorizationManager manager = new DestinationAuthorizationManager(catalog());

    private static DestinationCatalog catalog() {
        try (var context = new AnnotationConfigApplicationContext()) {
            context.registerBean(TopicReaders.class, OfAdmins::new);
            context.registerBean(UserQueueName.class, () -> new UserQueueName("jobs"));
            context.scan(DestinationCatalog.class.getPackageName());
            context.refresh();
            return context.getBean(DestinationCatalog.class);
        }
    }

    @Test
    void asksWhoeverDeclaredATopic() {
        assertThat(granted(ALICE, SimpMessageType.SUBSCRIBE, "/topic/reports/1"))
                .isTrue();
        assertThat(granted(ALICE, SimpMessageType.SUBSCRIBE, "/topic/reports/2"))
                .isFalse();
        assertThat(granted(
                        new TestingAuthenticationToken("bob", "", "ROLE_user"),
                        SimpMessageType.SUBSCRIBE,
                        "/topic/reports/1"))
                .isFalse();
    }

    @Test
    void letsUsersReadTheirDeclaredQueues() {
        assertThat(granted(ALICE, SimpMessageType.SUBSCRIBE, "/user/queue/jobs"))
                .isTrue();
        assertThat(granted(ALICE, SimpMessageType.SUBSCRIBE, "/user/queue/other"))
                .isFalse();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/topic/unknown/1",
                "/topic/reports/*",
                "/topic/reports/%31",
                "/topic/reports/1;x",
                "/topic/reports",
                "/user/bob/queue/jobs",
                "/queue/jobs",
                "/app/session/ping",
                ""
            })
    void refusesWhatIsUnknownAndWhatIsNoDestination(String address) {
        assertThat(granted(ALICE, SimpMessageType.SUBSCRIBE, address)).isFalse();
    }

    @Test
    void refusesASubscriptionWithoutDestination() {
        assertThat(granted(ALICE, SimpMessageType.SUBSCRIBE, null)).isFalse();
    }

    @Test
    void letsUsersSendToTheApplicationOnly() {
        assertThat(granted(ALICE, SimpMessageType.MESSAGE, "/app/session/ping")).isTrue();
        for (String address : new String[] {"/application", "/app", "/topic/reports/1", "/user/bob/queue/jobs", ""}) {
            assertThat(granted(ALICE, SimpMessageType.MESSAGE, address))
                    .as(address)
                    .isFalse();
        }
        assertThat(granted(ALICE, SimpMessageType.MESSAGE, null)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECT", "HEARTBEAT", "UNSUBSCRIBE", "DISCONNECT"})
    void passesWhatBelongsToTheSession(SimpMessageType type) {
        assertThat(granted(ALICE, type, null)).isTrue();
    }

    @ParameterizedTest
    @EnumSource(names = {"CONNECT_ACK", "DISCONNECT_ACK", "OTHER"})
    void refusesWhatNoClientSends(SimpMessageType type) {
        assertThat(granted(ALICE, type, null)).isFalse();
    }

    @ParameterizedTest
    @EnumSource(mode = Mode.EXCLUDE, names = "DISCONNECT")
    void refusesEverythingElseWithoutAUser(SimpMessageType type) {
        var anonymous = new TestingAuthenticationToken("alice", "");
        anonymous.setAuthenticated(false);

        assertThat(granted(null, type, "/user/queue/jobs")).isFalse();
        assertThat(granted(anonymous, type, "/user/queue/jobs")).isFalse();
    }

    private boolean granted(@Nullable Authentication user, SimpMessageType type, @Nullable String destination) {
        var headers = SimpMessageHeaderAccessor.create(type);
        if (destination != null) {
            headers.setDestination(destination);
        }
        return manager.authorize(() -> user, MessageBuilder.createMessage(new byte[0], headers.getMessageHeaders()))
                .isGranted();
    }

    /** Topics whose first report admins may read. */
    private static final class OfAdmins implements TopicReaders {

        @Override
        public String topicName() {
            return "reports";
        }

        @Override
        public boolean mayRead(Reader reader, String id) {
            return reader.roles().contains("admin") && id.equals("1");
        }
    }
}
