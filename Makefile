# The project's verbs. `make help` prints the ## lines.
SHELL := /bin/bash
.DEFAULT_GOAL := site
CONTENT ?= content
OUTPUT ?= output
PORT ?= 8000
PYTHON ?= $(shell command -v python3.11 || echo python3)
BIN := .venv/bin
export CONTENT OUTPUT PORT FIGURE FILES FILE REASON SOURCES SITEURL SIGNING_KEY LAST TO ID YES FEWER WITHDRAW SSH WAY S3_ENDPOINT OUTPUT_CONFIG ALSO SINCE NAME NEXT RELEASE RATE VIA ALARM HEADING RANGE YEAR FORMAT TITLE KIND SECTION MONTH
BUILD := $(BIN)/python -m plugins.builder.build
S3 := $(filter s3://%,$(TO))
READY := .venv/ready $(if $(S3),.venv/ready-s3)
SBOM = PYTHONWARNINGS=ignore $(BIN)/cyclonedx-py requirements $(1) --pyproject pyproject.toml --output-reproducible --output-file $(2) && echo "Đã ghi $(2)"
LIVE := $(BIN)/python -m plugins.preview --port "$${PORT}"

.PHONY: docs new fees days-off version sbom scan site publish due deploy rollback verify server-config new-office serve demo check photos data corrections form units where test unit ci bench torture lint lock clean help

site: .venv/ready  ## Dựng trang vào output/ để xem tại chỗ (CONTENT=… OUTPUT=… để dựng cây khác)
	@$(BUILD) --content "$${CONTENT}" --output "$${OUTPUT}"

publish: .venv/ready  ## Làm bản đăng đã soát, nén và ký (SIGNING_KEY=… để ký, SITEURL=https://…, LAST=… bản trước, AFRESH=1 nén và làm ảnh lại từ đầu)
	@$(BIN)/python -m deploy.release.publish --content "$${CONTENT}" --output "$${OUTPUT}" \
	$(if $(SIGNING_KEY),--key "$${SIGNING_KEY}") $(if $(LAST),--last "$${LAST}") $(if $(AFRESH),--no-cache)

due: .venv/ready  ## Có bài nào đến giờ đăng, hết hạn từ bản trước đến nay? (LAST=… bản đang đăng; dùng cho đồng hồ của máy chủ)
	@$(BIN)/python -m deploy.release.due --content "$${CONTENT}" --last "$(if $(LAST),$${LAST},$${OUTPUT})"

server-config: .venv/ready  ## Tệp cấu hình nginx và Caddy cho bản đăng trong output/ (OUTPUT_CONFIG=… để ghi nơi khác, ALSO=… manifest.json của bản đang chạy)
	@$(BIN)/python -m deploy.server_config --release "$${OUTPUT}" --content "$${CONTENT}" \
	$(if $(OUTPUT_CONFIG),--folder "$${OUTPUT_CONFIG}") $(if $(ALSO),--also "$${ALSO}")

days-off: .venv/ready  ## Ngày nghỉ và ngày làm bù của một năm, năm ấy đã chắc chưa (YEAR=2027)
	@$(BIN)/python -m plugins.working_days.show --content "$${CONTENT}" "$${YEAR}"

new: .venv/ready  ## Bản nháp một bài mới (TITLE="…", KIND=hoi-nghi|lich|ket-qua|ket-luan|huong-dan|dinh-chinh, SECTION=tin-tuc, LAST=… bản đang đăng)
	@$(BIN)/python -m plugins.new_article "$${CONTENT}" "$${TITLE}" "$${KIND}" "$${SECTION}" "$(if $(LAST),$${LAST},$${OUTPUT})"

fees: .venv/ready  ## Bảng nhuận bút một tháng dạng CSV: tác giả, chuyên mục, ngày, số tiếng, số ảnh (MONTH=2026-11)
	@$(BIN)/python -m plugins.fees "$${CONTENT}" "$${MONTH}"

new-office: .venv/ready  ## Cây nội dung trống cho một cơ quan khác (TO=<thư mục> NAME="Thanh tra tỉnh …")
	@$(BIN)/python -m plugins.agency.new_office "$${TO}" "$${NAME}"

serve: .venv/ready  ## Xem thử tại http://127.0.0.1:8000/: sửa bài là trang tự đổi (PORT=… để đổi cổng)
	@$(LIVE) --content "$${CONTENT}" $(if $(filter-out output,$(OUTPUT)),--output "$${OUTPUT}")

demo: .venv/ready  ## Xem thử cây mẫu: bốn mươi bài minh hoạ
	@$(LIVE) --content tests/demo

deploy: $(READY)  ## Đăng bản trong output/ (TO=ai@may-chu:/srv/site, TO=/srv/site hoặc TO=s3://kho/thu-muc; YES=1 để không hỏi)
	@$(BIN)/python -m $(if $(S3),deploy.s3.deploy --way="$${WAY}" --endpoint="$${S3_ENDPOINT}",deploy.client.deploy) \
	--release "$${OUTPUT}" --to="$${TO}" --yes="$${YES}" --fewer="$${FEWER}" --withdraw="$${WITHDRAW}"

rollback: $(READY)  ## Cho hiện lại bản đăng trước (TO=… như make deploy; ID=… để chọn bản)
	@$(BIN)/python -m $(if $(S3),deploy.s3.rollback --endpoint="$${S3_ENDPOINT}",deploy.client.rollback) --to="$${TO}" --id="$${ID}"

verify: .venv/ready  ## Trang đang đăng có đúng bản đã ký không (TO=https://…, AS=all mọi kiểu người đọc, RELEASE=output, JSON=1, OUTWARD=1 liên kết ra ngoài)
	@$(BIN)/python -m deploy.verify.verify --to="$${TO}" --content "$${CONTENT}" --via="$${VIA}" --alarm="$${ALARM}" \
	$(if $(RELEASE),--release "$${RELEASE}") $(if $(RATE),--rate "$${RATE}") $(if $(JSON),--json) $(if $(filter all,$(AS)),--everyone) $(if $(OUTWARD),--outward)

check: .venv/ready  ## Kiểm tra bài viết và số liệu, mỗi lỗi một dòng (FILES="…" để chỉ xem vài tệp; FORMAT=json, github hoặc gitlab cho chương trình khác đọc)
	@$(BIN)/python -m plugins.check --format "$${FORMAT:-text}" -- "$${CONTENT}" $$FILES

photos: .venv/ready  ## Thu nhỏ ảnh, dựng thẳng, bỏ vị trí chụp và dữ liệu máy ảnh (FILES="…" để chỉ làm vài ảnh)
	@$(BIN)/python -m plugins.images.make_photos "$${CONTENT}" $$FILES

data: .venv/ready  ## Lấy số liệu từ các nguồn ở xa về content/so-lieu/anh-chup (SOURCES="…" để chỉ lấy vài nguồn)
	@$(BIN)/python -m plugins.reception.remote.pull "$${CONTENT}/so-lieu" $$SOURCES

corrections: .venv/ready  ## Ghi sổ các số đã công bố, liệt kê số bị đổi: cũ → mới (FILE=… REASON="…" để nhận là đính chính)
	@$(BIN)/python -m plugins.reception.commands.corrections "$${CONTENT}" "$${FILE}" "$${REASON}"

form: .venv/ready  ## Viết nháp một biểu mẫu từ tệp của nó (FILE=mau.xlsx, TO=… để đặt tên tệp, HEADING=8 RANGE="C-K" khi không có hàng số cột)
	@$(BIN)/python -m plugins.reception.commands.form "$${CONTENT}" "$${FILE}" "$${TO}"

units: .venv/ready  ## Danh mục đơn vị thành bảng tính (TO=danh-muc-don-vi.xlsx), hoặc đọc lại bảng tính ấy (FILE=…)
	@$(BIN)/python -m plugins.reception.commands.units "$${CONTENT}" "$${FILE}" "$${TO}"

where: .venv/ready  ## Bài nào dùng một số liệu (FIGURE="lượt công dân")
	@$(BIN)/python -m plugins.reception.commands.where "$${CONTENT}" "$${FIGURE}"

test: .venv/ready-test machine lint  ## Chạy mọi kiểm thử (tự cài Chromium, PostgreSQL, nginx, ssh-keygen nếu thiếu)
	@$(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal

unit: .venv/ready-test  ## Chỉ kiểm thử nhanh: không dựng cả trang, không mở trình duyệt, không sinh ca ngẫu nhiên
	@PYTHONDONTWRITEBYTECODE= $(BIN)/python -m pytest -n auto --maxprocesses 4 --dist worksteal -m "not slow"

bench: .venv/ready  ## Đo tốc độ, cạnh Pelican gốc, Hugo và Eleventy (lâu; kết quả vào docs/performance.md)
	@$(BIN)/python -m bench.data && $(BIN)/python -m bench.live && $(BIN)/python -m bench.profile && $(BIN)/python -m bench.publish && $(BIN)/python -m bench.deploys && $(BIN)/python -m bench.verify && $(BIN)/python -m bench.object_store && $(BIN)/python -m bench.load && $(BIN)/python -m bench.commit && $(BIN)/python -m bench.run

torture: .venv/ready-test  ## Dừng việc đăng bài bất chợt, làm hỏng ổ đĩa, cắt điện hàng trăm lần; đăng khi đang có tải (lâu; cần root và gói nghttp2-client; kết quả vào docs/reliability.md)
	@$(BIN)/python -m tests.deploy.torture --kills 500 && $(BIN)/python -m tests.deploy.s3.torture --stops 500 && \
	$(BIN)/python -m tests.deploy.disk_torture && $(BIN)/python -m tests.deploy.load_torture

lint: .venv/ready-test  ## Kiểu viết mã và kiểu dữ liệu
	@$(BIN)/ruff format --check --quiet . && $(BIN)/ruff check --quiet . && $(BIN)/mypy

lock: .venv/ready-test  ## Khoá lại phiên bản thư viện sau khi sửa requirements*.in
	@$(BIN)/uv pip compile -q --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header requirements.in -o requirements.txt
	@$(BIN)/uv pip compile -q --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header deploy/s3/requirements.in -o deploy/s3/requirements.txt
	@$(BIN)/uv pip compile -q --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header requirements-test.in -o requirements-test.txt
	@$(BIN)/uv pip compile -q --python-version 3.11 --generate-hashes --no-emit-index-url --no-annotate --no-header bench/requirements.in -o bench/requirements.txt

ci: .venv/ready-test  ## Các bước của CI, ngay tại đây: kiểm tra, làm bản đăng, tìm khoá và số giấy tờ, kiểm thử (SINCE=<commit đã kiểm thử> để chỉ thử phần chưa ai thấy)
	@$(MAKE) --no-print-directory check && .ci/publish && $(MAKE) --no-print-directory scan && $(MAKE) --no-print-directory "$$(.ci/tests-for $$SINCE)"

docs: .venv/ready  ## Viết lại các trang hướng dẫn được sinh từ mã
	@$(BIN)/python -m plugins.manual && $(BIN)/python -m deploy.papers.third_party

version: .venv/ready  ## Phiên bản đang dùng và ngày của nó (NEXT=1.0.0 để ra phiên bản mới: sửa pyproject.toml và CHANGELOG.md)
	@$(BIN)/python -m deploy.papers.version "$${NEXT}"

sbom: .venv/ready-test  ## Bảng kê thư viện theo chuẩn CycloneDX vào .build/sbom.json và .build/sbom-s3.json (khi đăng lên kho S3)
	@mkdir -p .build && $(call SBOM,requirements.txt,.build/sbom.json) && $(call SBOM,deploy/s3/requirements.txt,.build/sbom-s3.json)

scan: .venv/ready  ## Tìm khoá, mật khẩu, số giấy tờ tuỳ thân trong mọi tệp của nội dung và của trang đã dựng
	@$(BIN)/python -m deploy.papers.scan --content "$${CONTENT}" --output "$${OUTPUT}"

clean:  ## Xoá mọi thứ dựng ra được
	@rm -rf output .build .venv

help:  ## Liệt kê các lệnh
	@grep -E '^[a-z-]+:.*##' $(MAKEFILE_LIST) | sed -E 's/:.*## /\t/' | expand -t 15

.venv/ready: requirements.txt
	@test -x $(BIN)/python || $(PYTHON) -m venv .venv
	@echo "Đang cài thư viện (một lần)…" >&2
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements.txt
	@touch $@

.venv/ready-test: .venv/ready requirements-test.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r requirements-test.txt
	@touch $@

.venv/ready-s3: .venv/ready deploy/s3/requirements.txt
	@$(BIN)/pip install --quiet --disable-pip-version-check --require-hashes -r deploy/s3/requirements.txt
	@touch $@

.PHONY: machine
machine:
	@type -P chromium nginx openssl rsync ssh-keygen systemd-analyze >/dev/null && ls /usr/lib/nginx/modules/*brotli_static* /usr/lib/postgresql/*/bin/initdb >/dev/null 2>&1 || \
	(apt-get update -qq && apt-get install -y -qq --no-install-recommends chromium fonts-noto-core postgresql \
	nginx libnginx-mod-http-brotli-static openssh-client openssl rsync systemd >/dev/null)
	@test -x /usr/sbin/sshd || (apt-get update -qq && apt-get install -y -qq --no-install-recommends openssh-server >/dev/null && \
	(systemctl disable --now ssh || true) >/dev/null 2>&1)  # tests start one of their own, on 127.0.0.1
