package com.movieticket.booking.operations;

import com.fasterxml.jackson.databind.BeanDescription;
import com.fasterxml.jackson.databind.DeserializationConfig;
import com.fasterxml.jackson.databind.DeserializationFeature;
import com.fasterxml.jackson.databind.deser.BeanDeserializerBuilder;
import com.fasterxml.jackson.databind.deser.BeanDeserializerModifier;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.fasterxml.jackson.databind.module.SimpleModule;
import com.movieticket.booking.observe.Observability;
import com.movieticket.booking.settings.Settings;
import com.movieticket.booking.settings.Variables;
import io.fabric8.kubernetes.api.model.ConfigMap;
import io.fabric8.kubernetes.api.model.Container;
import io.fabric8.kubernetes.api.model.EnvVar;
import io.fabric8.kubernetes.api.model.HasMetadata;
import io.fabric8.kubernetes.api.model.PodSpec;
import io.fabric8.kubernetes.api.model.Probe;
import io.fabric8.kubernetes.api.model.Quantity;
import io.fabric8.kubernetes.api.model.Service;
import io.fabric8.kubernetes.api.model.apps.Deployment;
import io.fabric8.kubernetes.api.model.autoscaling.v2.HorizontalPodAutoscaler;
import io.fabric8.kubernetes.api.model.networking.v1.NetworkPolicy;
import io.fabric8.kubernetes.api.model.policy.v1.PodDisruptionBudget;
import org.junit.jupiter.api.Test;

import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** {@code app.yaml} is what Kubernetes understands, and lets the service run as it wants to, with no more rights than that. */
class KubernetesTest {
    private static final Map<String, Class<? extends HasMetadata>> KINDS = Map.of(
            "v1 ConfigMap", ConfigMap.class, "apps/v1 Deployment", Deployment.class, "v1 Service", Service.class,
            "policy/v1 PodDisruptionBudget", PodDisruptionBudget.class,
            "autoscaling/v2 HorizontalPodAutoscaler", HorizontalPodAutoscaler.class,
            "networking.k8s.io/v1 NetworkPolicy", NetworkPolicy.class);
    private static final Map<String, String> SELECTOR = Map.of("app.kubernetes.io/name", "booking-service");

    private final List<HasMetadata> resources = Node.readAll("app.yaml").stream().map(KubernetesTest::read).toList();
    private final Deployment deployment = the(Deployment.class);
    private final PodSpec pod = deployment.getSpec().getTemplate().getSpec();
    private final Container container = pod.getContainers().getFirst();

    /** The types keep what they don't know as "additional properties": here it is an error. */
    private static JsonMapper strict() {
        var module = new SimpleModule().setDeserializerModifier(new BeanDeserializerModifier() {
            private static final long serialVersionUID = 1;

            @Override
            public BeanDeserializerBuilder updateBuilder(DeserializationConfig config, BeanDescription type,
                                                         BeanDeserializerBuilder builder) {
                builder.setAnySetter(null);
                return builder;
            }
        });
        return JsonMapper.builder().addModule(module)
                .enable(DeserializationFeature.FAIL_ON_UNKNOWN_PROPERTIES)
                .enable(DeserializationFeature.FAIL_ON_NULL_FOR_PRIMITIVES).build();
    }

    private static HasMetadata read(Node document) {
        String kind = document.at("apiVersion").text() + " " + document.at("kind").text();
        assertThat(KINDS).containsKey(kind);
        return strict().convertValue(document.value(), KINDS.get(kind));
    }

    private <T extends HasMetadata> T the(Class<T> type) {
        List<T> found = resources.stream().filter(type::isInstance).map(type::cast).toList();
        assertThat(found).as(type.getSimpleName()).hasSize(1);
        return found.getFirst();
    }

    @Test
    void a_field_that_kubernetes_does_not_know_would_be_seen() {
        var misspelt = new Node("", Map.of("apiVersion", "apps/v1", "kind", "Deployment", "spec", Map.of("template",
                Map.of("spec", Map.of("containers", List.of(Map.of("livenesProbe", Map.of())))))));
        assertThatThrownBy(() -> read(misspelt)).hasMessageContaining("livenesProbe");
    }

    @Test
    void there_is_one_of_each_and_all_bear_the_services_name() {
        assertThat(resources).hasSize(KINDS.size()).allSatisfy(resource -> {
            assertThat(resource.getMetadata().getName()).isEqualTo("booking-service");
            assertThat(resource.getMetadata().getLabels()).containsAllEntriesOf(SELECTOR);
        });
    }

    @Test
    void everything_selects_the_pods_of_the_deployment() {
        assertThat(deployment.getSpec().getTemplate().getMetadata().getLabels()).containsAllEntriesOf(SELECTOR);
        assertThat(deployment.getSpec().getSelector().getMatchLabels()).isEqualTo(SELECTOR);
        assertThat(the(Service.class).getSpec().getSelector()).isEqualTo(SELECTOR);
        assertThat(the(PodDisruptionBudget.class).getSpec().getSelector().getMatchLabels()).isEqualTo(SELECTOR);
        assertThat(the(NetworkPolicy.class).getSpec().getPodSelector().getMatchLabels()).isEqualTo(SELECTOR);
        assertThat(pod.getTopologySpreadConstraints()).hasSize(2).allSatisfy(spread ->
                assertThat(spread.getLabelSelector().getMatchLabels()).isEqualTo(SELECTOR));
    }

    @Test
    void the_pod_has_no_right_that_it_does_not_need() {
        assertThat(pod.getAutomountServiceAccountToken()).isFalse();
        assertThat(pod.getEnableServiceLinks()).isFalse();
        assertThat(pod.getHostNetwork()).isNull();
        assertThat(pod.getSecurityContext().getRunAsNonRoot()).isTrue();
        assertThat(pod.getSecurityContext().getRunAsUser()).isPositive();
        assertThat(pod.getSecurityContext().getRunAsGroup()).isPositive();
        assertThat(pod.getSecurityContext().getSeccompProfile().getType()).isEqualTo("RuntimeDefault");
        assertThat(pod.getContainers()).hasSize(1);
        assertThat(container.getSecurityContext().getAllowPrivilegeEscalation()).isFalse();
        assertThat(container.getSecurityContext().getPrivileged()).isFalse();
        assertThat(container.getSecurityContext().getReadOnlyRootFilesystem()).isTrue();
        assertThat(container.getSecurityContext().getCapabilities().getDrop()).containsExactly("ALL");
        assertThat(container.getSecurityContext().getCapabilities().getAdd()).isEmpty();
    }

    @Test
    void it_can_write_to_tmp_and_nowhere_else() {
        assertThat(container.getVolumeMounts()).singleElement().satisfies(mount -> {
            assertThat(mount.getMountPath()).isEqualTo("/tmp");
            assertThat(pod.getVolumes()).singleElement().satisfies(volume -> {
                assertThat(volume.getName()).isEqualTo(mount.getName());
                assertThat(volume.getEmptyDir().getSizeLimit()).isNotNull();
            });
        });
    }

    @Test
    void its_settings_are_settings_of_the_service_and_it_starts_with_them() {
        var environment = new HashMap<>(the(ConfigMap.class).getData());
        environment.putAll(Map.of("MONGODB_URI", "mongodb://a.example/movie_booking", "RABBITMQ_URL",
                "amqp://b.example", "JWT_SECRET", "x".repeat(32), "USER_SERVICE_TOKEN", "token"));
        assertThat(Variables.all()).containsAll(environment.keySet());
        Settings settings = TheService.settings(environment);
        assertThat(container.getPorts()).singleElement().satisfies(port -> {
            assertThat(port.getName()).isEqualTo("http");
            assertThat(port.getContainerPort()).isEqualTo(settings.server().port());
        });
        assertThat(container.getEnvFrom()).singleElement().satisfies(source ->
                assertThat(source.getConfigMapRef().getName()).isEqualTo("booking-service"));
    }

    @Test
    void what_is_secret_is_named_and_not_told() {
        assertThat(container.getEnv()).extracting(EnvVar::getName)
                .containsExactlyInAnyOrder("MONGODB_URI", "RABBITMQ_URL", "JWT_SECRET", "USER_SERVICE_TOKEN");
        assertThat(container.getEnv()).allSatisfy(variable -> {
            assertThat(variable.getValue()).isNull();
            assertThat(variable.getValueFrom().getSecretKeyRef().getName()).isEqualTo("booking-service");
            assertThat(variable.getValueFrom().getSecretKeyRef().getKey()).isEqualTo(variable.getName());
            assertThat(TheService.read("app.yaml")).contains("--from-literal=" + variable.getName() + "=");
        });
        assertThat(the(ConfigMap.class).getData().keySet())
                .noneMatch(name -> name.matches(".*(SECRET|TOKEN|PASSWORD|URI)$") || name.equals("RABBITMQ_URL"));
    }

    @Test
    void it_has_the_time_that_it_takes_to_stop() {
        int pause = Math.toIntExact(container.getLifecycle().getPreStop().getSleep().getSeconds());
        assertThat(pause).isPositive();
        assertThat(Duration.ofSeconds(pod.getTerminationGracePeriodSeconds())).isGreaterThan(
                TheService.longestStop(TheService.settings(the(ConfigMap.class).getData())).plusSeconds(pause));
    }

    @Test
    void it_is_asked_how_it_does_where_it_tells() {
        assertProbe(container.getStartupProbe(), "/health/started");
        assertProbe(container.getLivenessProbe(), "/health/live");
        assertProbe(container.getReadinessProbe(), "/health/ready");
        assertThat(Duration.ofSeconds(container.getReadinessProbe().getTimeoutSeconds()))
                .isGreaterThan(Observability.LIMIT);
    }

    private static void assertProbe(Probe probe, String path) {
        assertThat(probe.getHttpGet().getPath()).isEqualTo(path);
        assertThat(probe.getHttpGet().getPort().getStrVal()).isEqualTo("http");
        assertThat(probe.getTimeoutSeconds()).isPositive();
        assertThat(probe.getFailureThreshold()).isGreaterThan(1);
    }

    @Test
    void it_has_its_share_of_the_machine() {
        assertThat(container.getImage()).isEqualTo(TheService.image());
        assertThat(container.getResources().getRequests()).containsEntry("memory", new Quantity("128Mi"))
                .containsKey("cpu");
        assertThat(container.getResources().getLimits()).containsEntry("memory", new Quantity("256Mi"));
    }

    @Test
    void there_is_always_somebody_to_serve() {
        assertThat(deployment.getSpec().getReplicas()).as("left to the autoscaler").isNull();
        assertThat(deployment.getSpec().getStrategy().getRollingUpdate().getMaxUnavailable().getIntVal()).isZero();
        var scaling = the(HorizontalPodAutoscaler.class).getSpec();
        assertThat(scaling.getScaleTargetRef().getKind()).isEqualTo("Deployment");
        assertThat(scaling.getScaleTargetRef().getName()).isEqualTo(deployment.getMetadata().getName());
        assertThat(scaling.getMinReplicas()).isGreaterThan(
                the(PodDisruptionBudget.class).getSpec().getMaxUnavailable().getIntVal());
    }

    @Test
    void it_is_found_by_its_clients_and_by_prometheus() {
        assertThat(the(Service.class).getSpec().getPorts()).singleElement().satisfies(port -> {
            assertThat(port.getPort()).isEqualTo(8004);
            assertThat(port.getTargetPort().getStrVal()).isEqualTo("http");
        });
        assertThat(deployment.getSpec().getTemplate().getMetadata().getAnnotations()).containsAllEntriesOf(
                Map.of("prometheus.io/scrape", "true", "prometheus.io/port", "8004", "prometheus.io/path", "/metrics"));
        assertThat(the(NetworkPolicy.class).getSpec().getIngress()).singleElement().satisfies(rule ->
                assertThat(rule.getPorts()).singleElement().satisfies(port ->
                        assertThat(port.getPort().getStrVal()).isEqualTo("http")));
    }
}
