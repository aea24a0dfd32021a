// One process that is a whole API server for tests: etcd inside it, kube-apiserver as Kubernetes builds it, and of all
// controllers the one that aggregates ClusterRoles.
//
//	ADMIN_URL=https://127.0.0.1:PORT ADMIN_TOKEN=TOKEN api-server DATA-FOLDER CLIENT-PORT PEER-PORT [flags of kube-apiserver...]
package main

import (
	"context"
	"fmt"
	"net/url"
	"os"
	"time"

	"go.etcd.io/etcd/server/v3/embed"
	"k8s.io/client-go/informers"
	"k8s.io/client-go/kubernetes"
	"k8s.io/client-go/rest"
	"k8s.io/component-base/cli"
	"k8s.io/kubernetes/cmd/kube-apiserver/app"
	"k8s.io/kubernetes/pkg/controller/clusterroleaggregation"
)

func main() {
	if len(os.Args) < 4 {
		fail(fmt.Errorf("usage: api-server DATA-FOLDER CLIENT-PORT PEER-PORT [flags of kube-apiserver...]"))
	}
	address, err := startEtcd(os.Args[1], os.Args[2], os.Args[3])
	if err != nil {
		fail(err)
	}
	go aggregate(os.Getenv("ADMIN_URL"), os.Getenv("ADMIN_TOKEN"))
	command := app.NewAPIServerCommand()
	command.SetArgs(append([]string{"--etcd-servers=" + address}, os.Args[4:]...))
	os.Exit(cli.Run(command))
}

// startEtcd keeps everything on loopback, and returns the address of its clients.
func startEtcd(folder, clientPort, peerPort string) (string, error) {
	client := url.URL{Scheme: "http", Host: "127.0.0.1:" + clientPort}
	peer := url.URL{Scheme: "http", Host: "127.0.0.1:" + peerPort}
	config := embed.NewConfig()
	config.Dir = folder
	config.LogLevel = "error"
	// Nothing of it has to survive the test.
	config.UnsafeNoFsync = true
	config.ListenClientUrls, config.AdvertiseClientUrls = []url.URL{client}, []url.URL{client}
	config.ListenPeerUrls, config.AdvertisePeerUrls = []url.URL{peer}, []url.URL{peer}
	config.InitialCluster = config.InitialClusterFromName(config.Name)
	etcd, err := embed.StartEtcd(config)
	if err != nil {
		return "", err
	}
	select {
	case <-etcd.Server.ReadyNotify():
		return client.String(), nil
	case err := <-etcd.Err():
		return "", err
	case <-time.After(time.Minute):
		return "", fmt.Errorf("etcd was not ready within a minute")
	}
}

// aggregate fills aggregated ClusterRoles, as the controller manager of a cluster does, as soon as the server answers.
func aggregate(address, token string) {
	client, err := kubernetes.NewForConfig(&rest.Config{
		Host: address, BearerToken: token, TLSClientConfig: rest.TLSClientConfig{Insecure: true},
	})
	if err != nil {
		fail(err)
	}
	for {
		if _, err := client.Discovery().ServerVersion(); err == nil {
			break
		}
		time.Sleep(100 * time.Millisecond)
	}
	background := context.Background()
	all := informers.NewSharedInformerFactory(client, time.Hour)
	controller := clusterroleaggregation.NewClusterRoleAggregation(all.Rbac().V1().ClusterRoles(), client.RbacV1())
	all.Start(background.Done())
	controller.Run(background, 2)
}

func fail(err error) {
	fmt.Fprintln(os.Stderr, err)
	os.Exit(1)
}
