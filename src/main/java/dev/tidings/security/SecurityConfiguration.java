package dev.tidings.security;

import dev.tidings.instance.RepeatedTask;
import io.github.bucket4j.TimeMeter;
import io.micrometer.core.instrument.MeterRegistry;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.springframework.boot.context.properties.EnableConfigurationProperties;
import org.springframework.boot.security.oauth2.server.resource.autoconfigure.OAuth2ResourceServerProperties;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.http.HttpMethod;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.security.config.ObjectPostProcessor;
import org.springframework.security.config.annotation.web.builders.HttpSecurity;
import org.springframework.security.config.annotation.web.configurers.AbstractHttpConfigurer;
import org.springframework.security.config.http.SessionCreationPolicy;
import org.springframework.security.config.observation.SecurityObservationSettings;
import org.springframework.security.oauth2.jwt.JwtTimestampValidator;
import org.springframework.security.oauth2.server.resource.authentication.BearerTokenAuthenticationToken;
import org.springframework.security.oauth2.server.resource.web.authentication.BearerTokenAuthenticationFilter;
import org.springframework.security.web.DefaultSecurityFilterChain;
import org.springframework.security.web.SecurityFilterChain;
import org.springframework.security.web.access.intercept.AuthorizationFilter;
import org.springframework.security.web.authentication.AuthenticationEntryPointFailureHandler;
import org.springframework.security.web.servlet.util.matcher.PathPatternRequestMatcher;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.cors.CorsConfiguration;
import org.springframework.web.cors.CorsConfigurationSource;
import org.springframework.web.cors.UrlBasedCorsConfigurationSource;
import org.springframework.web.util.UriComponentsBuilder;

/** Rules for HTTP. The endpoint {@code /ws} is open here, because STOMP's CONNECT carries the token. */
@Configuration(proxyBeanMethods = false)
@EnableConfigurationProperties(SecurityProperties.class)
class SecurityConfiguration {

    private static final Duration REMOVAL_INTERVAL = Duration.ofHours(1);

    private static final List<String> EXPOSED_HEADERS = List.of(
            "Change-Position",
            "ETag",
            "Location",
            "Retry-After",
            "Content-Disposition",
            "Accept-Ranges",
            "Content-Range");

    /** Handshakes come by the thousand. The firewall sees them; the rest they have no use for. */
    @Bean
    @Order(Ordered.HIGHEST_PRECEDENCE)
    SecurityFilterChain handshakeFilterChain() {
        return new DefaultSecurityFilterChain(
                PathPatternRequestMatcher.withDefaults().matcher("/ws"));
    }

    @Bean
    SecurityFilterChain securityFilterChain(
            HttpSecurity http,
            Tokens tokens,
            SecurityProblems problems,
            SecurityProperties properties,
            OAuth2ResourceServerProperties issuer,
            MeterRegistry metrics) {
        var limit = new UserRequestLimit(
                properties.requestsPerSecond(),
                properties.requestBurst(),
                TimeMeter.SYSTEM_NANOTIME,
                problems,
                metrics);
        return http.addFilterBefore(limit, AuthorizationFilter.class)
                .csrf(AbstractHttpConfigurer::disable)
                .cors(cors -> {})
                .sessionManagement(sessions -> sessions.sessionCreationPolicy(SessionCreationPolicy.STATELESS))
                .authorizeHttpRequests(requests -> requests.requestMatchers("/api/auth", "/api/auth/token")
                        .permitAll()
                        .requestMatchers(HttpMethod.POST, "/api/changes")
                        .hasRole("publisher")
                        .requestMatchers("/api/v1/ws/rooms", "/api/admin/**")
                        .hasRole("admin")
                        .requestMatchers("/api/**")
                        .authenticated()
                        .requestMatchers("/actuator/health/**", "/actuator/health")
                        .permitAll()
                        .requestMatchers("/actuator/**")
                        .hasRole("admin")
                        .anyRequest()
                        .permitAll())
                .oauth2ResourceServer(server -> server.jwt(jwt -> jwt.authenticationManager(
                                request -> tokens.authenticate(((BearerTokenAuthenticationToken) request).getToken())))
                        .authenticationEntryPoint(problems)
                        .accessDeniedHandler(problems)
                        .withObjectPostProcessor(answersWhenTokensCannotBeChecked(problems)))
                .exceptionHandling(
                        errors -> errors.authenticationEntryPoint(problems).accessDeniedHandler(problems))
                .headers(headers -> headers.contentSecurityPolicy(policy -> policy.policyDirectives(
                                contentSecurityPolicy(issuer.getJwt().getIssuerUri())))
                        .referrerPolicy(policy -> {}))
                .build();
    }

    /** By default such a request would end in an error of the server. */
    private static ObjectPostProcessor<BearerTokenAuthenticationFilter> answersWhenTokensCannotBeChecked(
            SecurityProblems problems) {
        var handler = new AuthenticationEntryPointFailureHandler(problems);
        handler.setRethrowAuthenticationServiceException(false);
        return new ObjectPostProcessor<>() {
            @Override
            public <O extends BearerTokenAuthenticationFilter> O postProcess(O filter) {
                filter.setAuthenticationFailureHandler(handler);
                return filter;
            }
        };
    }

    /** The page talks to this server, and to the issuer at which it signs in. */
    private static String contentSecurityPolicy(@Nullable String issuer) {
        String connect = issuer == null ? "" : " connect-src 'self' " + originOf(issuer) + ";";
        return "default-src 'self';%s img-src 'self' blob: data:; worker-src 'self' blob:; object-src 'none'; base-uri 'none'; frame-ancestors 'none'"
                .formatted(connect);
    }

    private static String originOf(String address) {
        return UriComponentsBuilder.fromUriString(address)
                .replacePath(null)
                .replaceQuery(null)
                .build()
                .toUriString();
    }

    @Bean
    TokenRevocations tokenRevocations(
            JdbcClient jdbc, TransactionOperations transactions, SecurityProperties properties, Clock clock) {
        return new TokenRevocations(jdbc, transactions, properties.revocationRetention(), clock, System::nanoTime);
    }

    @Bean
    RepeatedTask revocationRemoval(TokenRevocations revocations) {
        return new RepeatedTask("revocation-removal", REMOVAL_INTERVAL, revocations::removeOld);
    }

    /** Requests are observed as a whole, by Spring MVC; observing each filter costs more than the filters. */
    @Bean
    SecurityObservationSettings securityObservationSettings() {
        return SecurityObservationSettings.noObservations();
    }

    @Bean
    ClockSkew clockSkew(SecurityProperties properties) {
        return new ClockSkew(properties.clockSkew());
    }

    /** Takes part in the checks of the demo identity, and by Spring Boot in those of an issuer. */
    @Bean
    JwtTimestampValidator jwtTimestampValidator(ClockSkew clockSkew, Clock clock) {
        var validator = new JwtTimestampValidator(clockSkew.forgiven());
        validator.setClock(clock);
        return validator;
    }

    @Bean
    AllowedOrigins allowedOrigins(SecurityProperties properties) {
        return new AllowedOrigins(properties.allowedOrigins());
    }

    @Bean
    CorsConfigurationSource corsConfigurationSource(AllowedOrigins allowed) {
        var configuration = new CorsConfiguration();
        configuration.setAllowedOrigins(allowed.origins());
        configuration.setAllowedMethods(List.of("GET", "POST", "PUT", "DELETE"));
        configuration.setAllowedHeaders(List.of("*"));
        configuration.setExposedHeaders(EXPOSED_HEADERS);
        var source = new UrlBasedCorsConfigurationSource();
        source.registerCorsConfiguration("/api/**", configuration);
        return source;
    }
}
