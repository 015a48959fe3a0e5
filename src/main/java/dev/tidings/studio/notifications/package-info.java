/**
 * What a user is to be told of that happened without their doing: a job came to its end, a workspace was opened to
 * them. Each is kept until the user deletes it or it is too old.
 *
 * <p>Other modules publish what happened as events, in the transaction in which it happens; here it becomes a
 * notification in the same transaction, announced on {@code /user/queue/notifications}. So there is one exactly when
 * what it tells of is true.
 */
@ApplicationModule(
        allowedDependencies = {
            "change",
            "changelog",
            "destination",
            "http",
            "instance",
            "studio.jobs",
            "studio.workspaces"
        })
@NullMarked
package dev.tidings.studio.notifications;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
