/**
 * Models of a user, downloaded from other hosts and kept in a cache on the disk that all instances share.
 *
 * <p>Only hosts that the setting {@code tidings.models.allowed-hosts} names are asked, also when they redirect. A
 * download that breaks off goes on from where it was, by itself a few times and later when its owner asks for it, if
 * the other host supports that (RFC 9110, section 14) and the file has not changed there. A model is in the cache once it is whole, on disk,
 * and has the SHA-256 that was asked for.
 *
 * <h2>Changes</h2>
 *
 * Each transition of a download is announced as {@code model_download_update} on {@code /user/queue/downloads}, in the
 * transaction that writes it: pending, running, and one of completed, error or cancelled. In between, progress is
 * written and told as a transient update, which may arrive before the entry that it follows: what has a lower
 * {@code version} than what a client has is older. A model that comes into the cache or leaves it is announced on
 * {@code /user/queue/models}, as a change of the model and as {@code cache_status_update}.
 *
 * <h2>Instances</h2>
 *
 * A download belongs to the instance that was asked for it, as work of a {@link dev.tidings.instance.WorkPool}.
 *
 * <h2>Lock order</h2>
 *
 * The row of a download first, then those of models, then the change log.
 */
@ApplicationModule(allowedDependencies = {"change", "changelog", "destination", "http", "instance", "studio.activity"})
@NullMarked
package dev.tidings.studio.models;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
