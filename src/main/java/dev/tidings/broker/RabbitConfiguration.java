package dev.tidings.broker;

import com.rabbitmq.client.ShutdownSignalException;
import dev.tidings.broker.BrokerProperties.Mode;
import dev.tidings.instance.Instances;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Duration;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.amqp.core.AcknowledgeMode;
import org.springframework.amqp.core.Binding;
import org.springframework.amqp.core.BindingBuilder;
import org.springframework.amqp.core.Message;
import org.springframework.amqp.core.Queue;
import org.springframework.amqp.core.QueueBuilder;
import org.springframework.amqp.core.TopicExchange;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory;
import org.springframework.amqp.rabbit.connection.CachingConnectionFactory.ConfirmType;
import org.springframework.amqp.rabbit.connection.Connection;
import org.springframework.amqp.rabbit.connection.ConnectionListener;
import org.springframework.amqp.rabbit.core.RabbitAdmin;
import org.springframework.amqp.rabbit.listener.SimpleMessageListenerContainer;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;

/** Mode {@code rabbitmq}: one connection to publish, and one that consumes the queue of this instance. */
@Configuration(proxyBeanMethods = false)
@ConditionalOnMode(Mode.RABBITMQ)
class RabbitConfiguration {

    private static final Logger logger = LoggerFactory.getLogger(RabbitConfiguration.class);
    private static final Duration RECOVERY = Duration.ofSeconds(1);
    private static final int PREFETCH = 1_000;
    private static final int MESSAGES_PER_ACK = 100;

    @Bean
    RabbitConnections rabbitConnections(BrokerProperties properties, SslBundles bundles) {
        return new RabbitConnections(properties.rabbitmq(), bundles);
    }

    @Bean
    RabbitState rabbitState(Instances instances, MeterRegistry metrics) {
        return new RabbitState(queueName(instances), metrics);
    }

    @Bean
    CachingConnectionFactory consumerConnection(RabbitConnections connections, RabbitState state) {
        CachingConnectionFactory connection = connections.connectionFor("consumer");
        connection.addConnectionListener(new ConnectionListener() {
            @Override
            public void onCreate(@Nullable Connection created) {
                logger.debug("Connected to RabbitMQ to consume");
            }

            @Override
            public void onShutDown(ShutdownSignalException signal) {
                if (signal.isInitiatedByApplication()) {
                    state.consumerClosed();
                } else {
                    state.consumerLost();
                }
            }

            @Override
            public void onFailed(Exception failure) {
                state.failed(failure);
            }
        });
        return connection;
    }

    @Bean
    CachingConnectionFactory publisherConnection(RabbitConnections connections, RabbitState state) {
        CachingConnectionFactory connection = connections.connectionFor("publisher");
        // The carrier keeps the confirms of its one channel itself.
        connection.setPublisherConfirmType(ConfirmType.NONE);
        connection.addConnectionListener(new ConnectionListener() {
            @Override
            public void onCreate(@Nullable Connection created) {
                if (created != null) {
                    created.addBlockedListener(state);
                }
            }

            @Override
            public void onShutDown(ShutdownSignalException signal) {
                state.publisherLost();
            }

            @Override
            public void onFailed(Exception failure) {
                state.failed(failure);
            }
        });
        return connection;
    }

    @Bean
    RabbitAdmin consumerAdmin(CachingConnectionFactory consumerConnection) {
        return new RabbitAdmin(consumerConnection);
    }

    @Bean
    TopicExchange changesExchange(BrokerProperties properties, RabbitAdmin consumerAdmin) {
        var exchange = new TopicExchange(properties.rabbitmq().exchange());
        exchange.setAdminsThatShouldDeclare(consumerAdmin);
        return exchange;
    }

    @Bean
    Queue instanceQueue(Instances instances, RabbitAdmin consumerAdmin) {
        Queue queue = QueueBuilder.nonDurable(queueName(instances))
                .exclusive()
                .autoDelete()
                .build();
        queue.setAdminsThatShouldDeclare(consumerAdmin);
        return queue;
    }

    @Bean
    Binding instanceBinding(Queue instanceQueue, TopicExchange changesExchange, RabbitAdmin consumerAdmin) {
        Binding binding = BindingBuilder.bind(instanceQueue).to(changesExchange).with("#");
        binding.setAdminsThatShouldDeclare(consumerAdmin);
        return binding;
    }

    @Bean(initMethod = "start", destroyMethod = "stop")
    RabbitCarrier rabbitCarrier(
            CachingConnectionFactory publisherConnection,
            BrokerProperties properties,
            RabbitState state,
            FanOutMetrics metrics) {
        return new RabbitCarrier(publisherConnection, properties.rabbitmq().exchange(), state, metrics);
    }

    @Bean
    SimpleMessageListenerContainer instanceQueueListener(
            CachingConnectionFactory consumerConnection,
            RabbitAdmin consumerAdmin,
            Queue instanceQueue,
            FanOut fanOut) {
        var container = new SimpleMessageListenerContainer(consumerConnection);
        container.setAmqpAdmin(consumerAdmin);
        container.setQueues(instanceQueue);
        container.setAcknowledgeMode(AcknowledgeMode.AUTO);
        container.setBatchSize(MESSAGES_PER_ACK);
        container.setPrefetchCount(PREFETCH);
        container.setRecoveryInterval(RECOVERY.toMillis());
        container.setFailedDeclarationRetryInterval(RECOVERY.toMillis());
        container.setMissingQueuesFatal(false);
        container.setPossibleAuthenticationFailureFatal(false);
        container.setMessageListener(message -> receive(message, fanOut));
        return container;
    }

    private static String queueName(Instances instances) {
        return "tidings.instance." + instances.self();
    }

    private static void receive(Message message, FanOut fanOut) {
        try {
            for (CarriedMessage carried : AmqpBatch.read(message)) {
                fanOut.awaitRoom(carried.destination());
                fanOut.accept(carried, null);
            }
        } catch (IllegalArgumentException ex) {
            logger.debug("Ignored a message that no instance sends", ex);
        }
    }
}
