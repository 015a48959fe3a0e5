package dev.tidings.studio.workspaces;

import dev.tidings.change.Position;
import dev.tidings.changelog.ChangeLog;
import dev.tidings.destination.Destination;
import dev.tidings.http.LiveList;
import dev.tidings.http.LiveList.Written;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.security.Principal;
import java.util.List;
import java.util.Map;
import org.springframework.http.HttpStatus;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.context.request.ServletWebRequest;

@RestController
@RequestMapping("/api/workspaces/{id}/members")
final class MemberController {

    private final Workspaces access;
    private final MemberService service;
    private final ChangeLog changes;
    private final LiveList lists;

    MemberController(Workspaces access, MemberService service, ChangeLog changes, LiveList lists) {
        this.access = access;
        this.service = service;
        this.changes = changes;
        this.lists = lists;
    }

    /** Who is to be a member, and as what. */
    record MemberRequest(
            @NotNull String user,

            @NotNull @Pattern(regexp = "viewer|editor|owner", message = "must be 'viewer', 'editor' or 'owner'")
            String role) {}

    /** All members of a workspace, in the order of names. */
    record MemberList(List<MemberResource> items) {}

    @GetMapping
    ResponseEntity<Written<MemberList>> list(Principal caller, @PathVariable String id, ServletWebRequest request) {
        access.requireRole(caller.getName(), id, WorkspaceRole.VIEWER);
        // Read before the list: a change in between is then told again instead of being missed.
        Map<Destination, Position> heads = changes.heads(List.of(WorkspaceChanges.topic(id)));
        List<MemberResource> items =
                service.readOf(id).stream().map(MemberResource::of).toList();
        return lists.answer(request, heads, new MemberList(items));
    }

    @PutMapping
    MemberResource put(Principal caller, @PathVariable String id, @Valid @RequestBody MemberRequest wanted) {
        var member = new Member(id, wanted.user(), WorkspaceRole.of(wanted.role()));
        return MemberResource.of(service.put(caller.getName(), member));
    }

    @DeleteMapping
    @ResponseStatus(HttpStatus.NO_CONTENT)
    ResponseEntity<Void> remove(Principal caller, @PathVariable String id, @RequestParam String user) {
        service.remove(caller.getName(), id, user);
        return ResponseEntity.noContent().build();
    }
}
