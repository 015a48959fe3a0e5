package dev.tidings.stomp;

import java.net.InetSocketAddress;
import java.nio.channels.SelectionKey;
import java.nio.channels.SocketChannel;
import java.util.concurrent.Executor;
import org.eclipse.jetty.io.ByteBufferPool;
import org.eclipse.jetty.io.ManagedSelector;
import org.eclipse.jetty.io.SocketChannelEndPoint;
import org.eclipse.jetty.server.AbstractConnector;
import org.eclipse.jetty.server.ConnectionFactory;
import org.eclipse.jetty.server.Server;
import org.eclipse.jetty.server.ServerConnector;
import org.eclipse.jetty.util.thread.Scheduler;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.jetty.servlet.JettyServletWebServerFactory;

/** A connector whose connections the queues of sessions write to as well. */
final class SharedConnector extends ServerConnector {

    private SharedConnector(
            Server server,
            @Nullable Executor executor,
            @Nullable Scheduler scheduler,
            @Nullable ByteBufferPool buffers,
            int acceptors,
            int selectors,
            ConnectionFactory... protocols) {
        super(server, executor, scheduler, buffers, acceptors, selectors, protocols);
    }

    @Override
    protected SocketChannelEndPoint newEndPoint(SocketChannel channel, ManagedSelector selector, SelectionKey key) {
        var endPoint = new SharedEndPoint(channel, selector, key, getScheduler());
        endPoint.setIdleTimeout(getIdleTimeout());
        return endPoint;
    }

    /** Makes servers with this connector in the place of the plain one; that of TLS stays. */
    static final class Factory extends JettyServletWebServerFactory {

        @Override
        protected AbstractConnector createConnector(
                InetSocketAddress address,
                Server server,
                @Nullable Executor executor,
                @Nullable Scheduler scheduler,
                @Nullable ByteBufferPool buffers) {
            AbstractConnector plain = super.createConnector(address, server, executor, scheduler, buffers);
            var connector = new SharedConnector(
                    server,
                    executor,
                    scheduler,
                    buffers,
                    getAcceptors(),
                    getSelectors(),
                    plain.getConnectionFactories().toArray(ConnectionFactory[]::new));
            connector.setHost(address.getHostString());
            connector.setPort(address.getPort());
            return connector;
        }
    }
}
