package dev.tidings.studio.assets;

import dev.tidings.http.ConditionalRequests;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.validation.Valid;
import jakarta.validation.constraints.NotNull;
import jakarta.validation.constraints.Pattern;
import java.io.IOException;
import java.net.URI;
import java.nio.file.Path;
import java.security.Principal;
import java.util.Objects;
import org.jspecify.annotations.Nullable;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.PutMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MultipartFile;

@RestController
@RequestMapping("/api/assets")
final class AssetController {

    private final AssetTrees trees;
    private final AssetService service;
    private final Uploads uploads;

    AssetController(AssetTrees trees, AssetService service, Uploads uploads) {
        this.trees = trees;
        this.service = service;
        this.uploads = uploads;
    }

    /** Asks for a new folder. */
    record FolderRequest(
            @NotNull String name,
            @NotNull String parentId,

            @Pattern(regexp = Asset.FOLDER, message = "must be 'folder'; send a file as multipart/form-data") @Nullable
            String contentType) {}

    @PostMapping(consumes = MediaType.APPLICATION_JSON_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<AssetResource> createFolder(Principal caller, @Valid @RequestBody FolderRequest wanted) {
        AssetName.check("name", wanted.name());
        Asset created = service.create(caller.getName(), NewAsset.folder(wanted.parentId(), wanted.name()));
        return answer(ResponseEntity.created(locationOf(created)), created);
    }

    @PostMapping(consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    @ResponseStatus(HttpStatus.CREATED)
    ResponseEntity<AssetResource> upload(
            Principal caller, @RequestParam MultipartFile file, @RequestParam("parent_id") String parentId)
            throws IOException {
        String name = Objects.requireNonNullElse(file.getOriginalFilename(), "");
        AssetName.check("file", name);
        Asset created = uploads.accept(caller.getName(), parentId, name, target -> save(file, target));
        return answer(ResponseEntity.created(locationOf(created)), created);
    }

    @GetMapping("/{id}")
    ResponseEntity<AssetResource> get(Principal caller, @PathVariable String id) {
        return answer(
                ResponseEntity.ok(), trees.getReadable(caller.getName(), id).asset());
    }

    @PutMapping("/{id}")
    ResponseEntity<AssetResource> update(
            Principal caller, @PathVariable String id, @RequestBody AssetEdit edit, HttpServletRequest request) {
        edit.check();
        Asset updated =
                service.update(caller.getName(), id, edit, etag -> ConditionalRequests.requireMatch(request, etag));
        return answer(ResponseEntity.ok(), updated);
    }

    @DeleteMapping("/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    ResponseEntity<Void> delete(Principal caller, @PathVariable String id, HttpServletRequest request) {
        service.delete(caller.getName(), id, etag -> ConditionalRequests.requireMatch(request, etag));
        return ResponseEntity.noContent().build();
    }

    /** Moves the uploaded file if it lies on the same disk; {@code transferTo(Path)} would copy it. */
    private static void save(MultipartFile file, Path target) throws IOException {
        file.transferTo(target.toFile());
    }

    private static ResponseEntity<AssetResource> answer(ResponseEntity.BodyBuilder response, Asset asset) {
        return response.eTag(asset.etag())
                .cacheControl(CacheControl.noCache().cachePrivate())
                .body(AssetResource.of(asset));
    }

    private static URI locationOf(Asset asset) {
        return URI.create("/api/assets/" + asset.id());
    }
}
