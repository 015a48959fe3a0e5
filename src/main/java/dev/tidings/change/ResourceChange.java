package dev.tidings.change;

import java.util.Map;

/**
 * One fact about a resource: it was created, updated, deleted or moved.
 *
 * <p>The body holds nothing that depends on who reads it: every subscriber of a destination gets the
 * same bytes.
 *
 * @param event what happened
 * @param resourceType singular name of the type, such as {@code asset}
 * @param resource the resource as its REST endpoint returns it; of a deleted one the id and what a list
 *     needs to find it
 * @param details further members of the body, such as {@code old_parent_id}
 */
public record ResourceChange(Event event, String resourceType, Object resource, Map<String, Object> details)
        implements Change {

    /** Value of {@code type} in the body. */
    public static final String MESSAGE_TYPE = "resource_change";

    /** What can happen to a resource. */
    public enum Event {
        CREATED,
        UPDATED,
        DELETED,
        MOVED
    }

    public ResourceChange {
        details = Map.copyOf(details);
    }

    public static ResourceChange created(String resourceType, Object resource) {
        return new ResourceChange(Event.CREATED, resourceType, resource, Map.of());
    }

    public static ResourceChange updated(String resourceType, Object resource) {
        return new ResourceChange(Event.UPDATED, resourceType, resource, Map.of());
    }

    public static ResourceChange deleted(String resourceType, Object resource) {
        return new ResourceChange(Event.DELETED, resourceType, resource, Map.of());
    }

    /** Tells that a resource left {@code oldParentId}; the readers of the old place get only its id. */
    public static ResourceChange moved(String resourceType, Object resource, String oldParentId) {
        return new ResourceChange(Event.MOVED, resourceType, resource, Map.of("old_parent_id", oldParentId));
    }
}
