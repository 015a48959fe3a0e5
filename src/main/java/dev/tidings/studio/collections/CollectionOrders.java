package dev.tidings.studio.collections;

import dev.tidings.http.Problems;
import dev.tidings.instance.WorkPool;
import dev.tidings.studio.collections.AssetCollection.Draft;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.stereotype.Component;

/** Takes orders to index collections. */
@Component
final class CollectionOrders {

    private final CollectionService service;
    private final CollectionRepository collections;
    private final IndexWork work;
    private final WorkPool pool;
    private final CollectionProperties properties;

    CollectionOrders(
            CollectionService service,
            CollectionRepository collections,
            IndexWork work,
            WorkPool collectionPool,
            CollectionProperties properties) {
        this.service = service;
        this.collections = collections;
        this.work = work;
        this.pool = collectionPool;
        this.properties = properties;
    }

    /** Accepts a new collection; what is returned is committed and will be indexed or reported failed. */
    AssetCollection order(String user, Draft draft) {
        if (collections.countOf(user) >= properties.perUser()) {
            throw Problems.conflict("You may have at most %d collections".formatted(properties.perUser()));
        }
        String id = UUID.randomUUID().toString();
        return pool.accept(id, () -> service.create(id, user, draft), work::run);
    }

    /** Accepts to index a collection again, as {@link #order} does. */
    AssetCollection orderAgain(String user, String id, Consumer<String> precondition) {
        return pool.accept(id, () -> service.indexAgain(user, id, precondition), work::run);
    }
}
