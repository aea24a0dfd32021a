package touchstone.lib.networks_test

import data.touchstone.lib.networks

test_all_ports_hold_every_port if networks.holds("all", "UDP", 53)

test_a_text_holds_its_numbers_its_ranges_and_whole_protocols if {
	text := "TCP 443, TCP 8000-8080, UDP 53, SCTP"
	networks.holds(text, "TCP", 443)
	networks.holds(text, "TCP", 8000)
	networks.holds(text, "TCP", 8080)
	networks.holds(text, "UDP", 53)
	networks.holds(text, "SCTP", 9)
}

test_a_text_holds_nothing_else if {
	text := "TCP 443, TCP 8000-8080, UDP 53, SCTP"
	not networks.holds(text, "TCP", 53)
	not networks.holds(text, "TCP", 44)
	not networks.holds(text, "TCP", 7999)
	not networks.holds(text, "TCP", 8081)
	not networks.holds(text, "UDP", 443)
	not networks.holds("", "TCP", 443)
}

test_ports_are_said_in_words if {
	number := {"protocol": "TCP", "port": 443, "endPort": 443, "named": false}
	range := {"protocol": "TCP", "port": 8000, "endPort": 8080, "named": false}
	name := {"protocol": "TCP", "port": "metrics", "endPort": 0, "named": true}
	protocol := {"protocol": "UDP", "port": "all", "endPort": 0, "named": false}
	networks.ports({"allPorts": true, "ports": []}) == "all ports"
	networks.ports({"allPorts": false, "ports": [number]}) == "port 443"
	networks.ports({"allPorts": false, "ports": [range, name, protocol]}) == "ports 8000-8080, metrics, UDP all"
}

test_a_port_of_two_protocols_is_said_once if {
	tcp := {"protocol": "TCP", "port": 53, "endPort": 53, "named": false}
	udp := {"protocol": "UDP", "port": 53, "endPort": 53, "named": false}
	networks.ports({"allPorts": false, "ports": [tcp, udp]}) == "port 53"
}

test_every_port_of_tcp_is_all_ports if {
	networks.opens_all_ports({"allPorts": true, "ports": []})
	networks.opens_all_ports({"allPorts": false, "ports": [{"protocol": "TCP", "port": "all", "endPort": 0}]})
	networks.opens_all_ports({"allPorts": false, "ports": [{"protocol": "TCP", "port": 1, "endPort": 65535}]})
	not networks.opens_all_ports({"allPorts": false, "ports": [{"protocol": "UDP", "port": "all", "endPort": 0}]})
	not networks.opens_all_ports({"allPorts": false, "ports": [{"protocol": "TCP", "port": 1, "endPort": 1024}]})
}

test_a_way_in_is_said_in_words if {
	service := {"kind": "Service", "namespace": "agents", "name": "redis"}
	networks.way(object.union(service, {"via": "NodePort"})) == "Service agents/redis (NodePort)"
	networks.way({"kind": "Ingress", "namespace": "agents", "name": "api", "via": "Ingress"}) == "Ingress agents/api"
	networks.way(object.union(service, {"via": "HostPort"})) == "a port of its node"
	networks.way(object.union(service, {"via": "HostNetwork"})) == "the network of its node"
}
