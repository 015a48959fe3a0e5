package dev.tidings.studio.collections;

import dev.tidings.change.Change;
import dev.tidings.change.ChangeKey;
import dev.tidings.change.MessageType;
import dev.tidings.change.ResourceChange;
import dev.tidings.change.TypedMessage;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.destination.Topic;
import dev.tidings.destination.UserQueue;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.springframework.stereotype.Component;

/** Announces what happens to collections. */
@Component
final class CollectionChanges {

    /** Name of the topics of collections, and of each user's queue of collections. */
    static final String DESTINATION = "collections";

    /** How far the indexing of a collection is. */
    static final MessageType<IndexProgress> PROGRESS = new MessageType<>("index_progress_update", IndexProgress.class);

    private final ChangeLog changes;

    CollectionChanges(ChangeLog changes) {
        this.changes = changes;
    }

    /** Tells of a collection that is new, at all or for these users. */
    void created(AssetCollection collection, Collection<String> users) {
        changes.announce(
                ResourceChange.created(AssetCollection.TYPE, CollectionResource.of(collection)),
                users.stream().map(CollectionChanges::queue).toList());
    }

    void updated(AssetCollection collection, Collection<String> readers) {
        changes.announce(
                ResourceChange.updated(AssetCollection.TYPE, CollectionResource.of(collection)),
                destinations(collection, readers));
    }

    void deleted(AssetCollection collection, Collection<String> readers) {
        changes.announce(gone(collection), destinations(collection, readers));
    }

    /** Tells a user that a collection is gone for them alone. */
    void hidden(AssetCollection collection, String user) {
        changes.announce(gone(collection), List.of(queue(user)));
    }

    /** Tells without a promise how far the indexing is. */
    void progressed(AssetCollection collection, IndexProgress progress, Collection<String> readers) {
        changes.announceTransient(message(progress), destinations(collection, readers));
    }

    /** Tells that all files are indexed. */
    void done(AssetCollection collection, IndexProgress progress, Collection<String> readers) {
        changes.announce(message(progress), destinations(collection, readers));
    }

    private static TypedMessage message(IndexProgress progress) {
        return PROGRESS.message(new ChangeKey("index_progress", progress.collectionId()), progress);
    }

    private static Change gone(AssetCollection collection) {
        return ResourceChange.deleted(AssetCollection.TYPE, Map.of("id", collection.id()));
    }

    private static List<Destination> destinations(AssetCollection collection, Collection<String> readers) {
        return Stream.concat(
                        Stream.<Destination>of(topic(collection.id())),
                        readers.stream().map(CollectionChanges::queue))
                .toList();
    }

    static Topic topic(String collectionId) {
        return new Topic(DESTINATION, collectionId);
    }

    static UserQueue queue(String user) {
        return new UserQueue(user, DESTINATION);
    }
}
