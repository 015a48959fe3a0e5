package dev.tidings.broker;

import dev.tidings.broker.BrokerProperties.Mode;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.changelog.CommitSignal;
import dev.tidings.changelog.NumberedEntries;
import dev.tidings.destination.DestinationCatalog;
import dev.tidings.replay.ReplayService;
import dev.tidings.session.Sessions;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** The fan-out engine, whatever carries its messages. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMode({Mode.EMBEDDED, Mode.RABBITMQ})
class FanOutConfiguration {

    @Bean
    FanOutMetrics fanOutMetrics(MeterRegistry metrics, Clock clock) {
        return new FanOutMetrics(metrics, clock);
    }

    @Bean
    FanOut fanOut(
            ChangeLog log,
            ReplayService replays,
            DestinationCatalog destinations,
            Rights rights,
            BrokerProperties properties,
            FanOutMetrics metrics,
            MeterRegistry registry) {
        return new FanOut(log, replays, destinations, rights, properties.conflation()::nanosOf, metrics, registry);
    }

    @Bean
    FanOutBroker.Parts fanOutBrokerParts(
            Sessions sessions, FanOut fanOut, ObjectProvider<RabbitCarrier> rabbitMq, BrokerProperties properties) {
        Carrier carrier = rabbitMq.getIfAvailable();
        return new FanOutBroker.Parts(
                sessions, fanOut, carrier == null ? fanOut::accept : carrier, properties.heartbeat());
    }

    @Bean
    LogWatch logWatch(
            ChangeLog log,
            NumberedEntries entries,
            CommitSignal commits,
            FanOut fanOut,
            BrokerProperties properties,
            ObjectProvider<RabbitState> rabbitMq) {
        var checks = new HeadChecks(log, fanOut);
        RabbitState state = rabbitMq.getIfAvailable();
        var follower = new LogFollower(
                entries, fanOut, checks, () -> state == null || (state.isConsuming() && !state.isBlocked()));
        commits.onCommit(follower::wakeUp);
        var watch = new LogWatch(checks, follower, properties.headCheckInterval());
        if (state != null) {
            state.addListener(watch);
            follower.follow();
        }
        return watch;
    }
}
