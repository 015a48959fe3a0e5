package dev.tidings.studio.collections;

import dev.tidings.instance.WorkPool.Claim;
import dev.tidings.instance.WorkPool.Failure;
import dev.tidings.instance.WorkPool.Ledger;
import java.util.List;
import org.springframework.stereotype.Component;

/** The collections that wait for an index, and why some never get it. */
@Component
final class CollectionLedger implements Ledger {

    private final CollectionService service;
    private final CollectionRepository collections;

    CollectionLedger(CollectionService service, CollectionRepository collections) {
        this.service = service;
        this.collections = collections;
    }

    @Override
    public List<Claim> readUnfinished() {
        return collections.readUnfinished();
    }

    @Override
    public void fail(Claim claim, Failure why) {
        service.fail(claim.id(), claim.instanceId(), text(why));
    }

    private static String text(Failure why) {
        return switch (why) {
            case INTERRUPTED -> "Interrupted by a shutdown of the service. Index the collection again";
            case INSTANCE_GONE -> "The instance that indexed the collection is gone. Index it again";
            case BROKE_OFF -> "The service failed while it indexed the collection. Index it again";
        };
    }
}
