package dev.tidings.stomp;

import dev.tidings.destination.Topic;
import dev.tidings.support.BrokerWatch.Topology;

/** What bad input does where there is no broker that it could reach. */
abstract class BrokerlessHostileContract extends HostileContract {

    @Override
    final Topology topology() {
        return Topology.NONE;
    }

    @Override
    final int channels() {
        return 0;
    }

    @Override
    final boolean hasQueuesForSubscriptions() {
        return false;
    }

    @Override
    final void expectMessagesOfServersUntil(Topic last) {
        // Nobody could have got any.
    }
}
