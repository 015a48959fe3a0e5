package dev.tidings.broker;

import static org.assertj.core.api.Assertions.assertThat;

import dev.tidings.broker.BrokerProperties.Conflation;
import dev.tidings.broker.BrokerProperties.Heartbeat;
import dev.tidings.broker.BrokerProperties.Mode;
import dev.tidings.broker.BrokerProperties.RabbitMq;
import dev.tidings.broker.BrokerProperties.StompRelay;
import dev.tidings.change.ChangeKey;
import dev.tidings.support.Settings;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.EnableConfigurationProperties;

/** Tests for {@link BrokerProperties}. */
class BrokerPropertiesTests {

    @Test
    void hasDefaults() {
        assertThat(bind())
                .isEqualTo(new BrokerProperties(
                        Mode.EMBEDDED,
                        new Heartbeat(Duration.ofSeconds(10), Duration.ofSeconds(25)),
                        Duration.ofSeconds(3),
                        new Conflation(Duration.ofSeconds(1), Map.of()),
                        new RabbitMq(
                                List.of("localhost:5672"),
                                "tidings",
                                "tidings.changes",
                                "tidings-instance",
                                "tidings-instance",
                                null),
                        new StompRelay(
                                "localhost",
                                61613,
                                "tidings",
                                "tidings.changes",
                                "tidings-publisher",
                                "tidings-publisher",
                                "tidings-reader",
                                "tidings-reader")));
    }

    @Test
    void takesEverySetting() {
        assertThat(bind(
                        "tidings.broker.mode=stomp-relay",
                        "tidings.broker.heartbeat.send=2s",
                        "tidings.broker.heartbeat.receive=3s",
                        "tidings.broker.head-check-interval=4s",
                        "tidings.broker.conflation.interval=5s",
                        "tidings.broker.conflation.intervals.job=6s",
                        "tidings.broker.rabbitmq.addresses=a:1,b:2",
                        "tidings.broker.rabbitmq.virtual-host=vh",
                        "tidings.broker.rabbitmq.exchange=ex",
                        "tidings.broker.rabbitmq.username=u",
                        "tidings.broker.rabbitmq.password=pw",
                        "tidings.broker.rabbitmq.ssl-bundle=tls",
                        "tidings.broker.stomp-relay.host=rabbit",
                        "tidings.broker.stomp-relay.port=4",
                        "tidings.broker.stomp-relay.virtual-host=v",
                        "tidings.broker.stomp-relay.exchange=x",
                        "tidings.broker.stomp-relay.publisher-login=p",
                        "tidings.broker.stomp-relay.publisher-passcode=pp",
                        "tidings.broker.stomp-relay.reader-login=r",
                        "tidings.broker.stomp-relay.reader-passcode=rr"))
                .isEqualTo(new BrokerProperties(
                        Mode.STOMP_RELAY,
                        new Heartbeat(Duration.ofSeconds(2), Duration.ofSeconds(3)),
                        Duration.ofSeconds(4),
                        new Conflation(Duration.ofSeconds(5), Map.of("job", Duration.ofSeconds(6))),
                        new RabbitMq(List.of("a:1", "b:2"), "vh", "ex", "u", "pw", "tls"),
                        new StompRelay("rabbit", 4, "v", "x", "p", "pp", "r", "rr")));
    }

    @Test
    void hasAnIntervalOfItsOwnForATypeThatIsNamed() {
        Conflation conflation = bind(
                        "tidings.broker.conflation.interval=5s",
                        "tidings.broker.conflation.intervals.job=6s",
                        "tidings.broker.conflation.intervals.index_progress=0s")
                .conflation();

        assertThat(conflation.nanosOf(new ChangeKey("job", "1"))).isEqualTo(6_000_000_000L);
        assertThat(conflation.nanosOf(new ChangeKey("index_progress", "1"))).isZero();
        assertThat(conflation.nanosOf(new ChangeKey("note", "1"))).isEqualTo(5_000_000_000L);
    }

    @Test
    void showsNoPasswords() {
        assertThat(bind("tidings.broker.stomp-relay.reader-passcode=hidden", "tidings.broker.rabbitmq.password=hidden")
                        .toString())
                .doesNotContain("hidden");
    }

    @ParameterizedTest
    @CsvSource({
        "mode=carrier-pigeon, carrier-pigeon",
        "heartbeat.send=999ms, tidings.broker.heartbeat.send",
        "heartbeat.receive=0s, tidings.broker.heartbeat.receive",
        "head-check-interval=99ms, tidings.broker.head-check-interval",
        "conflation.interval=-1s, tidings.broker.conflation.interval",
        "conflation.intervals.job=-1s, tidings.broker.conflation.intervals.job",
        "rabbitmq.addresses=, rabbitmq.addresses",
        "rabbitmq.virtual-host=, rabbitmq.virtualHost",
        "rabbitmq.exchange=, rabbitmq.exchange",
        "rabbitmq.username=, rabbitmq.username",
        "stomp-relay.host=, stompRelay.host",
        "stomp-relay.port=0, stompRelay.port",
        "stomp-relay.port=65536, stompRelay.port",
        "stomp-relay.virtual-host=, stompRelay.virtualHost",
        "stomp-relay.exchange=, stompRelay.exchange",
        "stomp-relay.publisher-login=, stompRelay.publisherLogin",
        "stomp-relay.reader-login=, stompRelay.readerLogin"
    })
    void refusesWhatBreaksARule(String setting, String property) {
        Settings.assertRefused(Declaration.class, property, "tidings.broker." + setting);
    }

    private static BrokerProperties bind(String... settings) {
        return Settings.bind(BrokerProperties.class, Declaration.class, settings);
    }

    @EnableConfigurationProperties(BrokerProperties.class)
    static final class Declaration {}
}
