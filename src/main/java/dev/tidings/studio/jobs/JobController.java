package dev.tidings.studio.jobs;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.http.ConditionalRequests;
import dev.tidings.http.LiveList;
import dev.tidings.http.LiveList.Written;
import dev.tidings.http.Page;
import dev.tidings.http.Place;
import dev.tidings.http.Problems;
import dev.tidings.http.ResourceId;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.Max;
import jakarta.validation.constraints.Min;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.net.URI;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

/** The caller's own jobs; those of others do not exist here. */
@RestController
@RequestMapping("/api/jobs")
final class JobController {

    private final JobOrders orders;
    private final JobService service;
    private final JobRepository jobs;
    private final ChangeLog changes;
    private final LiveList lists;

    JobController(JobOrders orders, JobService service, JobRepository jobs, ChangeLog changes, LiveList lists) {
        this.orders = orders;
        this.service = service;
        this.jobs = jobs;
        this.changes = changes;
        this.lists = lists;
    }

    /** Asks for a job. */
    record JobRequest(
            @NotNull @Pattern(regexp = Job.CHECKSUM, message = "must be 'checksum'")
            String kind,

            @NotNull String assetId) {}

    @PostMapping
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<JobResource> order(Principal caller, @Valid @RequestBody JobRequest wanted) {
        Job created = orders.order(caller.getName(), wanted.kind(), wanted.assetId());
        return answer(ResponseEntity.created(URI.create("/api/jobs/" + created.id())), created);
    }

    @GetMapping
    ResponseEntity<Written<Page<JobResource>>> list(
            Principal caller,
            ServletWebRequest request,
            @RequestParam(defaultValue = "200") @Min(1) @Max(1000) int limit,
            @RequestParam(required = false) @Nullable String after) {
        Place last = Place.parse(after);
        // Read before the list: a change in between is then told again instead of being missed.
        Map<Destination, Position> heads = changes.heads(List.of(JobService.queue(caller.getName())));
        return lists.answer(
                request,
                heads,
                Page.of(jobs.readOf(caller.getName(), last, limit), limit, Job::place, JobResource::of));
    }

    @GetMapping("/{id}")
    ResponseEntity<JobResource> get(Principal caller, @PathVariable String id) {
        Job job = jobs.find(wellFormed(id))
                .filter(found -> found.order().owner().equals(caller.getName()))
                .orElseThrow(() -> Problems.notFound(Job.TYPE, id));
        return answer(ResponseEntity.ok(), job);
    }

    @DeleteMapping("/{id}")
    ResponseEntity<JobResource> cancel(Principal caller, @PathVariable String id, HttpServletRequest request) {
        Job cancelled = service.cancel(
                caller.getName(), wellFormed(id), etag -> ConditionalRequests.requireMatch(request, etag));
        return answer(ResponseEntity.ok(), cancelled);
    }

    private static ResponseEntity<JobResource> answer(ResponseEntity.BodyBuilder response, Job job) {
        return response.eTag(job.etag())
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(JobResource.of(job));
    }

    private static String wellFormed(String id) {
        if (!ResourceId.isWellFormed(id)) {
            throw Problems.notFound(Job.TYPE, id);
        }
        return id;
    }
}
