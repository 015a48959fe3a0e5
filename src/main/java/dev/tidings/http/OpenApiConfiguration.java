package dev.tidings.http;

import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import io.swagger.v3.core.jackson.ModelResolver;
import io.swagger.v3.oas.models.Components;
import io.swagger.v3.oas.models.OpenAPI;
import io.swagger.v3.oas.models.Operation;
import io.swagger.v3.oas.models.info.Info;
import io.swagger.v3.oas.models.media.BinarySchema;
import io.swagger.v3.oas.models.media.Content;
import io.swagger.v3.oas.models.media.IntegerSchema;
import io.swagger.v3.oas.models.media.ObjectSchema;
import io.swagger.v3.oas.models.media.Schema;
import io.swagger.v3.oas.models.media.StringSchema;
import io.swagger.v3.oas.models.parameters.Parameter;
import io.swagger.v3.oas.models.parameters.RequestBody;
import io.swagger.v3.oas.models.responses.ApiResponse;
import io.swagger.v3.oas.models.responses.ApiResponses;
import io.swagger.v3.oas.models.security.SecurityRequirement;
import io.swagger.v3.oas.models.security.SecurityScheme;
import java.util.List;
import org.springdoc.core.customizers.OperationCustomizer;
import org.springdoc.core.providers.ObjectMapperProvider;
import org.springdoc.core.utils.SpringDocUtils;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.ResolvableType;
import org.springframework.core.io.Resource;
import org.springframework.http.MediaType;
import org.springframework.web.method.HandlerMethod;

/** Describes the HTTP endpoints as they are, in {@code /openapi.json}. */
@Configuration(proxyBeanMethods = false)
class OpenApiConfiguration {

    private static final String TOKEN = "token";
    private static final String PROBLEM = "Problem";

    private static final String DESCRIPTION = """
            Requests carry a token as `Authorization: Bearer`. Errors are problem details (RFC 9457) that name the field \
            and the rule.

            A resource comes with its ETag. A PUT or DELETE may carry it as `If-Match`, and is answered by 412 when the \
            resource has changed meanwhile. A request that changes something may carry `X-Client-Mutation-Id`, up to 64 \
            characters, which the changes that come of it carry as `mutation_id`.

            A list that has a stream is answered with `Change-Position: <destination>@<epoch>:<sequence>`, several with \
            commas: whoever follows the stream from there misses nothing that is not in the list. `/asyncapi.yaml` tells of \
            the streams.
            """;

    static {
        SpringDocUtils.getConfig().addResponseWrapperToIgnore(LiveList.Written.class);
    }

    @Bean
    OpenAPI openApi() {
        return new OpenAPI()
                .info(new Info().title("Tidings").version("1").description(DESCRIPTION))
                .components(new Components()
                        .addSecuritySchemes(
                                TOKEN,
                                new SecurityScheme()
                                        .type(SecurityScheme.Type.HTTP)
                                        .scheme("bearer")
                                        .bearerFormat("JWT"))
                        .addSchemas(PROBLEM, problem()))
                .addSecurityItem(new SecurityRequirement().addList(TOKEN));
    }

    private static Schema<?> problem() {
        var problem = new ObjectSchema();
        for (String text : List.of("type", "title", "detail", "instance")) {
            problem.addProperty(text, new StringSchema());
        }
        problem.addProperty("status", new IntegerSchema());
        problem.addProperty(
                "field", new StringSchema().description("What is wrong in the request, if it is one field"));
        problem.setRequired(List.of("title", "status", "detail"));
        return problem;
    }

    /** Has bodies described with the names that they have. */
    @Bean
    ModelResolver namesOfBodies(ObjectMapperProvider mappers) {
        return new ModelResolver(
                mappers.jsonMapper().copy().setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE));
    }

    /** Calls operations by what they are in, and tells how each fails. */
    @Bean
    OperationCustomizer operations() {
        return OpenApiConfiguration::describe;
    }

    private static Operation describe(Operation operation, HandlerMethod method) {
        String controller = method.getBeanType().getSimpleName().replace("Controller", "");
        String module = method.getBeanType().getPackageName();
        operation.setOperationId(controller + "." + method.getMethod().getName());
        operation.setTags(List.of(module.substring(module.lastIndexOf('.') + 1)));
        ApiResponses responses = operation.getResponses();
        ApiResponse found = responses.get("200");
        if (found != null && isFile(method)) {
            found.content(content(MediaType.APPLICATION_OCTET_STREAM_VALUE, new BinarySchema()));
        }
        moveFieldsOfForm(operation);
        responses.addApiResponse(
                "default",
                new ApiResponse()
                        .description("What is wrong")
                        .content(content(
                                MediaType.APPLICATION_PROBLEM_JSON_VALUE,
                                new Schema<>().$ref("#/components/schemas/" + PROBLEM))));
        return operation;
    }

    /** Puts the fields of a form where its file is; as parameters they would be taken for a part of the address. */
    private static void moveFieldsOfForm(Operation operation) {
        RequestBody body = operation.getRequestBody();
        var form = body == null ? null : body.getContent().get(MediaType.MULTIPART_FORM_DATA_VALUE);
        if (form == null || operation.getParameters() == null) {
            return;
        }
        for (Parameter field : List.copyOf(operation.getParameters())) {
            if (field.getIn().equals("query")) {
                form.getSchema().addProperty(field.getName(), field.getSchema());
                form.getSchema().addRequiredItem(field.getName());
                operation.getParameters().remove(field);
            }
        }
    }

    private static boolean isFile(HandlerMethod method) {
        return Resource.class.equals(ResolvableType.forMethodReturnType(method.getMethod())
                .getGeneric()
                .resolve());
    }

    private static Content content(String type, Schema<?> schema) {
        return new Content().addMediaType(type, new io.swagger.v3.oas.models.media.MediaType().schema(schema));
    }
}
