/** Disks, hosts, users and networks. */
export const system = String.raw`
tool mkfs, mkfs.ext2, mkfs.ext3, mkfs.ext4, mkfs.xfs, mkfs.btrfs, mkfs.vfat, mkfs.fat, mkfs.ntfs, mkfs.f2fs, mke2fs, mkdosfs, newfs, mkswap, mkntfs {format-filesystem} : makes a new file system; everything on the device is lost
-n {dry-run} : only shows what would be done (ext)
-N : only shows what would be done (xfs)
-t=TYPE : type
-L=NAME : name
-b, -i, -m, -O, -E, -F, -q, -v, -c, -f, -d, -s, -K, -j, -U : how
* DEVICE : device

tool fdisk, sfdisk, cfdisk, gdisk, sgdisk, parted, partprobe {overwrite-device} : changes the partitions of a disk
-l, --list, -s, -d, --dump {read-only} : lists partitions
-p, --print {read-only} : prints partitions
-s, --script : does not ask
* DEVICE : disk

tool wipefs, blkdiscard, badblocks, hdparm, nvme, mdadm, cryptsetup, sg_format, cgdisk {overwrite-device} : changes what is on a disk below the files
-n, --no-act {dry-run} : only shows what would be done
--detail, --examine, -D, -I, -i, -t, -T, -tT {read-only} : shows details
* ITEM... : what to work on
> list, id-ctrl, smart-log, status, luksDump, isLuks {read-only} : shows details

tool fsck, fsck.ext4, e2fsck, xfs_repair, tune2fs, resize2fs, xfs_growfs, btrfs, e2label, swapon, growpart, losetup {config-change} : checks or changes a file system
-n {read-only} : changes nothing
-N {read-only} : only shows
-l {read-only} : shows settings
-y, -p, -f, -a, -v, -C : how
* ITEM... : what to work on

tool lvremove, vgremove, pvremove, lvreduce, dmsetup {overwrite-device} : takes space away from file systems
-f, --force, -y, --yes, -v : how
-t, --test {dry-run} : only shows what would be done
* ITEM... : what to work on

tool lvs, vgs, pvs, lvdisplay, vgdisplay, pvdisplay, lvscan, vgscan, pvscan, zdb, smartctl, dumpe2fs, debugfs-stat {read-only} : shows disks and space
-a, -o, -v, -h, -i, -H, -x : how
* ITEM... : what to work on

tool lvcreate, vgcreate, pvcreate, lvextend, vgextend, lvresize, lvrename {config-change} : gives space to file systems
-L, -l, -n, -r, -y, -f : how
* ITEM... : what to work on

tool zfs, zpool {config-change} : ZFS
-r, -R, -f, -v, -H, -p, -o : how
-n {dry-run} : only shows what would be done
* ITEM... : what to work on
> list, get, status, iostat, history, diff {read-only} : shows file systems
> destroy, rollback, labelclear {format-filesystem} : deletes file systems, snapshots or pools

tool mount, umount, swapoff, sshfs, fusermount {config-change} : makes file systems reachable, or not
-l {read-only} : lists
-t, -o=VALUE : setting
-a, -r, -w, -f, -v, -n, -u : how
--bind, --move, --make-rshared : how
* ITEM... : device and folder

tool shutdown, reboot, halt, poweroff, init, telinit {system-shutdown} : stops or restarts the host
-h, -r, -P, -H, -f, -n, -w, -p : how
-c {service-change} : calls a planned stop off
-k {network-send} : only warns users
* TIME... : when, or which level

tool iptables, ip6tables {firewall-change} : rules of the firewall
-L, --list[=CHAIN] {read-only} : lists rules
-S, --list-rules[=CHAIN] {read-only} : prints rules
-n, --numeric : numbers instead of names
-v, --verbose : tells more
--line-numbers : with numbers of lines
-t, --table=TABLE : that table
-C, --check {read-only} : asks whether a rule exists
-x, --exact : exact figures
-F, --flush : deletes all rules
-A, --append, -I, --insert, -D, --delete, -P, --policy, -R, -N, -X, -Z, -E, -s, -d, -p, -j, -i, -o, -m : what to change
-w, --wait : waits
* ITEM... : what to work on

tool iptables-save, ip6tables-save, nft-list {read-only} : prints rules of the firewall
-c, -t : how
* ITEM... : what to work on

tool iptables-restore, nft, ufw, firewall-cmd, pfctl, ipset, ebtables, ipvsadm {firewall-change} : rules of the firewall
-a, -n, -c, -f, -s, -d : how
--permanent : also after a restart
--state, --list-all, --list-ports, --list-services, --get-active-zones, --get-zones, --list-all-zones {read-only} : shows rules
* ITEM... : what to work on
> status, list, show, version, list ruleset, list tables, app list, status verbose, status numbered {read-only} : shows rules

tool ip, ifconfig, route, ethtool, iw, nmcli, networkctl, brctl, tc, bridge, resolvectl {network} : shows or changes the network
-4, -6, -s, -br, -brief, -c, -color, -j, -json, -o, -d, -a, -n, -N, -h, -p, -r, -S, -i, -k, -t, -f, -details, -statistics : form
-all : all
* ITEM... : what to work on

tool useradd, adduser, usermod, groupadd, addgroup, groupmod, gpasswd, chsh, chfn, newgrp, chage, loginctl {config-change} : changes users and groups
-a, -G, -g, -m, -s, -d, -u, -r, -M, -c, -e, -N, -U, -aG : how
-l {read-only} : shows
--system, --disabled-password, --gecos : how
* ITEM... : what to work on

tool userdel, deluser, groupdel, delgroup {credential-change} : deletes users or groups
-r, -f, --remove-home : how
* ITEM... : what to work on

tool visudo {credential-change} : edits who may use sudo
-c, --check {read-only} : only checks
-f, --file=FILE : that file
-q, -s, -O, -P, -x : how
* ITEM... : what to work on

tool passwd, chpasswd, htpasswd, smbpasswd, kpasswd, vipw, ssh-copy-id {credential-change} : changes a password or who may sign in
-S, --status {read-only} : shows the state
-l, -u, -d, -e, -x, -n, -b, -c, -B, -i, -f, -p, -o : how
* ITEM... : what to work on

tool ssh-keygen, ssh-add, ssh-agent, gpg, gpg2, openssl, age, kinit, kdestroy, keytool, certbot, pass {credential-use} : works with keys
-t, -b, -f, -C, -N, -q, -y, -l, -e, -i, -o, -p, -P, -v : how
-d, --decrypt, -D : decrypts, or takes keys away
--delete-key, --delete-keys, --delete-secret-key, --delete-secret-keys {credential-change} : deletes keys
--verify, --list-keys, -k, -K, --list-secret-keys, --fingerprint {read-only} : shows keys
-in, -out, -pass, -k, -a, -A, -base64, -aes-256-cbc, -pbkdf2, -salt, -nosalt, -K, -iv : how openssl works
* ITEM... : what to work on
> x509, s_client, version, verify, dgst, ciphers, list {read-only} : shows certificates
> klist {read-only} : shows tickets

tool klist {read-only} : shows Kerberos tickets
-e, -f, -k, -s, -t, -A, -c, -l : how
* ITEM... : what to work on

tool sysctl, modprobe, insmod, rmmod, depmod, timedatectl, hostnamectl, localectl, update-alternatives, alternatives, ldconfig, setenforce, hwclock, setsebool, semanage, restorecon, grub-install, update-grub, dracut, update-initramfs, efibootmgr, ntpdate, chronyc, tuned-adm, dconf, gsettings, defaults, scutil, nvram, csrutil, diskutil {config-change} : changes the system
-a, -n, -r, -v, --show {read-only} : shows settings
-w, -p, -q, -f, -e : how
* ITEM... : what to work on
> status, show, list, display, get, tracking, sources, read {read-only} : shows settings

tool ulimit-set, renice {config-change} : changes the claim of a running process on the processor
-n, -p, -g, -u : how
* ITEM... : level and process

tool mail, mailx, mutt, sendmail, wall, write, notify-send {network-send} : sends a message
-s=SUBJECT : subject
-c, -b, -r, -a, -A=VALUE : setting
-t, -v : how
* ADDRESS... : to whom

tool vi, vim, nvim, nano, emacs, ed, ex, pico, joe, micro, code : edits files by hand
-R, -M : changes nothing
-n, -y, -N, -u, -O, -o, -p, -d, -b, -e, -E, -s, -Q, -T, -i : how
-c, --cmd, --eval=COMMAND {editor-command} : runs a command of the editor
-S, -l, --load=FILE {dynamic-command} : runs a script of the editor
* FILE... : file

tool patch {in-place-edit} : applies changes to files
-p, --strip=N : takes N folders off the names
-i, --input=FILE : changes from FILE
-R, --reverse : backwards
-d, --directory=DIR : in DIR
-b, --backup : keeps the old files
-N, -s, -f, -t, -E, -u : how
-o=FILE {writes overwrite-file} : writes to FILE
--dry-run, -C, --check {dry-run} : only shows what would be done
* FILE... : file

tool pv, progress {read-only} : passes data through and shows how fast
-l, -p, -t, -e, -r, -b, -a, -n, -q, -W, -c, -f : what to show
-s, -L, -i, -N, -S, -B=VALUE : setting
* FILE... {reads} : file to read

tool xxd {read-only} : shows bytes as hexadecimal numbers, or back
-r, -revert : back to bytes
-p, -ps, -plain : plain form
-u : capital letters
-i : as C
-b : in bits
-l, -c, -g, -s, -o, -len, -cols, -seek=N : how much
* FILE {reads} : file to read
* OUTPUT {writes overwrite-file} : file to write

tool uuencode, uudecode {read-only} : encodes bytes as text, or back
-m, -o, -p, -c : how
* ITEM... : what to work on

tool xdg-open, open, start, pbcopy, xclip, xsel {job-submit} : opens something, or copies to the clipboard
-a, -o, -i, -b, -selection, -e, -t : how
* ITEM... : what to work on

tool nvidia-smi, mountpoint, modinfo, ansible-inventory, ansible-doc, lshw, inxi, numastat, slabtop, pidstat, ldd, nm, objdump, readelf, getcap, lsns, chkrootkit, aa-status, sestatus, getenforce, systemd-analyze, systemd-cgls, systemd-cgtop, ipcs {read-only} : shows facts about the system
-q, -a, -l, -d, -n, -p, -s, -v, -x, -L, -h, -S, -D, -t, -r, -c, -u, -i, --list, --graph, --host, --yaml, --json : form
* ITEM... : what to work on

tool pbpaste {read-only} : prints the clipboard
* ITEM... : what to work on

tool gunzip-list, envsubst, gettext, msgfmt, m4-list, xmllint, xsltproc, pandoc, html2text, hexyl, jo, gron, jless, fx, vd, visidata, q, textql, xsv, qsv, datamash, miller, parquet-tools, parq, pqrs, orc-tools, avro-tools, csvtk, duf, dust, procs, choose, fzf, figlet, cowsay, lolcat, banner, cal3 {read-only} : reads data and prints it in another form
-t, -d, --delimiter, -f, --from, --format, --to, --xpath, --fields, -F, --filter, -q, --query, --columns, -k, --key=VALUE : form
--preview, --bind, --preview-window=COMMAND {shell} : runs a command
-i, -n, -s, -r, -p, -c, -h, -v, -a, -e, -m, -u, -w, -l, -g, -j, -W, -H, -C, -S, -R, -N, -y, -x, --json, --csv, --tsv, --noout, --pretty, --headers, --header-in, --header-out, --sort, --no-headers, --color, --reverse, --height, --multi, --tac : form
-o, --output=FILE {writes create-file} : writes to FILE
* ITEM... : what to read

tool vagrant, virsh, VBoxManage, multipass, lxc, qm, pct {service-change} : controls virtual machines
-f, --force, -y, --yes, -a, --all : does not ask
* ITEM... : what to work on
> status, global-status, list, ls, info, dominfo, domstate, showvminfo, ssh-config, version, box list, snapshot list, nodeinfo, config {read-only} : shows machines
> destroy, undefine, delete, unregistervm, vol-delete, pool-delete, snapshot-delete, purge, box remove, rm {cloud-delete} : ends and deletes machines

tool flyway, liquibase, alembic, sqitch, goose, dbmate, atlas {database-write} : changes the form of a database step by step
-url, -user, -password, --url, --changelog-file, -c, -x=VALUE : setting
* ITEM... : what to work on
> info, validate, status, history, current, heads, branches, show, check, log, version, plan, diff, inspect {read-only} : shows steps
> clean, drop, drop-all, dropAll, downgrade, rollback, undo, revert, reset, down {database-destroy} : takes steps back, or deletes everything

tool rabbitmqctl, rabbitmqadmin, pm2, forever, nomad-cli, zkServer, solr, elasticsearch-reset-password {service-change} : controls a service
-n, -p, -q=VALUE : which
* ITEM... : what to work on
> list, ls, status, list_queues, list_users, list_exchanges, list_bindings, cluster_status, list_connections, show, jlist, logs, monit, describe, report, environment, ping {read-only} : shows the state
> purge_queue, delete_queue, reset, force_reset, delete_vhost, delete_user, delete {cluster-delete} : deletes messages or settings

tool svn, hg, bzr, cvs {config-change} : keeps versions of files
-r, -l, -m, -u=VALUE : which
-v, -q, -n, -p, -s, --stat : how
* ITEM... : what to work on
> status, st, log, diff, info, cat, list, ls, blame, annotate, identify, id, branches, tags, heads, parents, paths, summary, help {read-only} : shows versions
> revert, update -C, strip, purge {history-rewrite} : throws away changes

tool sd, tidy, prettier, black, isort, autopep8, ruff, eslint, gofmt, rustfmt, clang-format, shfmt, sqlfluff, sqlfmt {in-place-edit} : changes files to another form
-p, --preview, --check, --diff, -d, -l, --list-different {read-only} : only shows
-q, -w, -i, -m, -s, -F, -v, --fix, --write : how
> lint, parse, check {read-only} : only checks
* FILE... : file to change

tool Remove-Item, ri, del, erase, rd, Clear-Content, Clear-RecycleBin {delete-many} : deletes files (Windows)
* ITEM... : what to delete

tool Format-Volume, Clear-Disk, diskpart, format {format-filesystem} : empties disks (Windows)
* ITEM... : disk

tool Stop-Computer, Restart-Computer {system-shutdown} : stops the host (Windows)
* ITEM... : host
`;
