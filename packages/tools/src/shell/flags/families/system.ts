/** Disks, hosts, users and networks. */
export const system = String.raw`
tool mkfs, mkfs.ext2, mkfs.ext3, mkfs.ext4, mkfs.xfs, mkfs.btrfs, mkfs.vfat, mkfs.fat, mkfs.ntfs, mkfs.f2fs, mke2fs, mkdosfs, newfs, mkswap, mkntfs {format-filesystem} : makes a new file system; everything on the device is lost
-n {dry-run} : only shows what would be done (ext)
-N {dry-run-xfs} : only shows what would be done (xfs)
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
--detail, --examine, -D, -I, -i {read-only} : shows details
> list, id-ctrl, smart-log, status, luksDump, isLuks {read-only} : shows details

tool fsck, fsck.ext4, e2fsck, xfs_repair, tune2fs, resize2fs, xfs_growfs, btrfs, e2label, swapon, growpart, losetup {config-change} : checks or changes a file system
-n {read-only} : changes nothing
-N {read-only} : only shows
-l {read-only} : shows settings
-y, -p, -f, -a, -v, -C : how

tool lvremove, vgremove, pvremove, lvreduce, dmsetup {overwrite-device} : takes space away from file systems
-f, --force, -y, --yes, -v : how
-t, --test {dry-run} : only shows what would be done

tool lvs, vgs, pvs, lvdisplay, vgdisplay, pvdisplay, lvscan, vgscan, pvscan, zdb, smartctl, dumpe2fs, debugfs-stat {read-only} : shows disks and space
-a, -o, -v, -h, -i, -H, -x : how

tool lvcreate, vgcreate, pvcreate, lvextend, vgextend, lvresize, lvrename {config-change} : gives space to file systems
-L, -l, -n, -r, -y, -f : how

tool zfs, zpool {config-change} : ZFS
-r, -R, -f, -v, -H, -p, -o : how
-n {dry-run} : only shows what would be done
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
-A, -I, -D, -R, -N, -P, -F, -X, -Z, -E, -s, -d, -p, -j, -i, -o, -m : what to change
-w, --wait : waits

tool iptables-save, ip6tables-save, nft-list {read-only} : prints rules of the firewall
-c, -t : how

tool iptables-restore, nft, ufw, firewall-cmd, pfctl, ipset, ebtables, ipvsadm {firewall-change} : rules of the firewall
-a, -n, -c, -f, -s, -d : how
--permanent : also after a restart
--state, --list-all, --list-ports, --list-services, --get-active-zones, --get-zones, --list-all-zones {read-only} : shows rules
> status, list, show, version, list ruleset, list tables, app list, status verbose, status numbered {read-only} : shows rules

tool ip, ifconfig, route, ethtool, iw, nmcli, networkctl, brctl, tc, bridge, resolvectl {network} : shows or changes the network
-4, -6, -s, -br, -brief, -c, -color, -j, -json, -o, -d, -a, -n, -N, -h, -p, -r, -S, -i, -k, -t, -f, -details, -statistics : form
-all : all

tool useradd, adduser, usermod, groupadd, addgroup, groupmod, gpasswd, chsh, chfn, newgrp, chage, loginctl {config-change} : changes users and groups
-a, -G, -g, -m, -s, -d, -u, -r, -M, -c, -e, -N, -U, -aG : how
-l {read-only} : shows
--system, --disabled-password, --gecos : how

tool userdel, deluser, groupdel, delgroup {credential-change} : deletes users or groups
-r, -f, --remove-home : how

tool passwd, chpasswd, htpasswd, smbpasswd, kpasswd, visudo, vipw, ssh-copy-id, ssh-keygen-sign {credential-change} : changes a password or who may sign in
-l, -u, -d, -e, -S, -x, -n, -b, -c, -B : how

tool ssh-keygen, ssh-add, ssh-agent, gpg, gpg2, openssl, age, kinit, kdestroy, keytool, certbot, pass {credential-use} : works with keys
-t, -b, -f, -C, -N, -q, -y, -l, -e, -i, -o, -p, -P, -v : how
-d, --decrypt, -D : decrypts, or takes keys away
--verify, --list-keys, -k, -K, --list-secret-keys, --fingerprint {read-only} : shows keys
-in, -out, -pass, -k, -a, -A, -base64, -aes-256-cbc, -pbkdf2, -salt, -nosalt, -K, -iv : how openssl works
> x509, s_client, version, verify, dgst, ciphers, list {read-only} : shows certificates
> klist {read-only} : shows tickets

tool klist {read-only} : shows Kerberos tickets
-e, -f, -k, -s, -t, -A, -c, -l : how

tool sysctl, modprobe, insmod, rmmod, depmod, timedatectl, hostnamectl, localectl, update-alternatives, alternatives, ldconfig, setenforce, hwclock, setsebool, semanage, restorecon, grub-install, update-grub, dracut, update-initramfs, efibootmgr, ntpdate, chronyc, tuned-adm, dconf, gsettings, defaults, scutil, nvram, csrutil, diskutil {config-change} : changes the system
-a, -n, -r, -v, --show {read-only} : shows settings
-w, -p, -q, -f, -e : how
> status, show, list, display, get, tracking, sources, read {read-only} : shows settings

tool ulimit-set, renice {config-change} : changes the claim of a running process on the processor
-n, -p, -g, -u : how
* ITEM... : level and process

tool mail, mailx, mutt, sendmail, wall, write, notify-send {network-send} : sends a message
-s=SUBJECT : subject
-c, -b, -r, -a, -A=VALUE : setting
-t, -v : how
* ADDRESS... : to whom

tool vi, vim, nvim, nano, emacs, ed, ex, pico, joe, micro, code {editor} : edits files by hand
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

tool xdg-open, open, start, pbcopy, xclip, xsel {job-submit} : opens something, or copies to the clipboard
-a, -o, -i, -b, -selection, -e, -t : how

tool pbpaste {read-only} : prints the clipboard

tool gunzip-list, envsubst, gettext, msgfmt, m4-list, xmllint, xsltproc, pandoc, tidy, html2text, hexyl, jo, gron, jless, fx, vd, visidata, q, textql, xsv, qsv, datamash, miller, parquet-tools, parq, pqrs, orc-tools, avro-tools, csvtk, duf, dust, procs, sd, choose, fzf, figlet, cowsay, lolcat, banner, cal3 {read-only} : reads data and prints it in another form
-i, -o, --output, -f, --format, -d, -t, -n, -s, -r, -p, -c, -h, -q, -v, -a, -e, -m, -u, -w, -l, -g, -j, --json, --csv, --xpath, --noout : form
* ITEM... : what to read
`;
